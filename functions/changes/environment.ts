import * as z from 'zod';

/** What the changes function is told by the stack. */
export const changesEnvironment = z.object({ JOURNEY_TABLE: z.string().min(1) });
export type ChangesEnvironment = z.infer<typeof changesEnvironment>;
