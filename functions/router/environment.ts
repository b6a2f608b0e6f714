import * as z from 'zod';

/** What the router Lambda reads from its environment; the CDK construct is checked against it. */
export const routerEnvironment = z.object({
  JOURNEY_TABLE: z.string().min(1),
  ROUTING_QUEUE_URL: z.url(),
  ROUTING_DLQ_URL: z.url(),
  HANDOFF_SECRET_ARN: z.string().min(1),
  /** How long a conversation stays open after its last interaction. */
  CONVERSATION_WINDOW_HOURS: z.coerce.number().positive().max(8760).default(72),
  /** The first delay before a failed event is tried again; doubles with each receive, up to 15 minutes. */
  RETRY_BASE_SECONDS: z.coerce.number().int().min(0).max(900).default(2),
});
export type RouterSettings = z.output<typeof routerEnvironment>;
/** The variables as they stand in the template: all are text. */
export type RouterEnvironment = { [Name in keyof z.input<typeof routerEnvironment>]: string };
