import * as z from 'zod';
import { timestampSchema } from '../interaction/time.ts';

/** What the desk was told of a conversation: each once, so that no turn costs more than the first of its kind. */
export const deskNotes = z.object({
  /** When somebody asked who had no open question. */
  askedAt: timestampSchema.optional(),
  /** When they got an answer to that. */
  answeredAt: timestampSchema.optional(),
  /** Asked outside of opening hours. */
  offHours: z.literal(true).optional(),
  /** A turn in a bad mood made it more urgent. */
  upset: z.literal(true).optional(),
  /** Asked again on another channel, while nobody had answered. */
  repeated: z.literal(true).optional(),
});
export type Notes = z.infer<typeof deskNotes>;

/** Who is to answer a conversation, and by when. */
export const deskState = z.object({
  agentQueue: z.string(),
  /** 1 is served first. */
  priority: z.number().int(),
  /** What an agent must be able to do. */
  skills: z.array(z.string()).optional(),
  assignee: z.string().optional(),
  /** When and by whom: `sticky`, or the name of a token. */
  assigned: z.object({ at: timestampSchema, by: z.string() }).optional(),
  /** While the assignee is only the one who handled the person last: until then they have it for themselves. */
  stickyUntil: timestampSchema.optional(),
  /** When somebody asked who had no open question. */
  askedAt: timestampSchema.optional(),
  /** From then until an answer, or the end. */
  isWaiting: z.literal(true).optional(),
  /** When an answer is due; gone when it was given, or when nothing more can be done about it. */
  dueAt: timestampSchema.optional(),
  /** How often it was late. */
  escalations: z.number().int().optional(),
  /** When a turn in a bad mood made it more urgent. */
  upsetAt: timestampSchema.optional(),
  /** When somebody made it more urgent by asking again on another channel, while nobody had answered. */
  repeatedAt: timestampSchema.optional(),
  /** When somebody first asked outside of opening hours: whoever sends replies owes one notice. */
  offHoursNoticeDue: timestampSchema.optional(),
});
export type Desk = z.infer<typeof deskState>;
