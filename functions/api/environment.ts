import * as z from 'zod';

/** What the API function is told by the stack. */
export const apiEnvironment = z.object({
  JOURNEY_TABLE: z.string().min(1),
  ROUTING_QUEUE_URL: z.url(),
  HANDOFF_SECRET_ARN: z.string().min(1),
});
export type ApiEnvironment = z.infer<typeof apiEnvironment>;
