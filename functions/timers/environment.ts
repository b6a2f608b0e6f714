import * as z from 'zod';

/** What the timer function is told by the stack. */
export const timerEnvironment = z.object({ JOURNEY_TABLE: z.string().min(1) });
export type TimerEnvironment = z.infer<typeof timerEnvironment>;
