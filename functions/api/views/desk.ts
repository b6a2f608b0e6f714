import * as z from 'zod';
import { nameSchema } from '../../interaction/routing-settings.ts';
import { timestampSchema } from '../../interaction/time.ts';
import { type Desk, deskState } from '../../store/desk-state.ts';
import { cursorOf } from '../cursor.ts';

/** Who is to answer a conversation, and by when. */
export const deskFields = {
  ...deskState.omit({ isWaiting: true, upsetAt: true, repeatedAt: true }).shape,
  priority: z.number().meta({ description: '1 is served first.' }),
  isWaiting: z.boolean().meta({ description: 'True from a question until an answer.' }),
  dueAt: timestampSchema.optional().meta({ description: 'When an answer is due.' }),
  offHoursNoticeDue: timestampSchema
    .optional()
    .meta({ description: 'When somebody first asked outside of opening hours: one notice is owed.' }),
};

/** The API's form of a desk. */
export function presentDesk<Shown extends Desk>({ isWaiting, ...desk }: Shown) {
  return { ...desk, isWaiting: isWaiting ?? false };
}

const agentId = z.string().min(1).max(128);

export const agentBody = z
  .strictObject({
    status: z.enum(['available', 'away']),
    queues: z
      .array(nameSchema)
      .max(100)
      .default([])
      .meta({ description: 'Agent queues they answer; without one: all.' }),
    skills: z.array(nameSchema).max(100).default([]),
  })
  .meta({ id: 'AgentReport', description: 'Replaces what is known of an agent.' });

export const agentView = z
  .object({
    agentId,
    ...agentBody.shape,
    at: timestampSchema.meta({ description: 'When this was reported.' }),
    by: z.string().meta({ description: 'By which token.' }),
  })
  .meta({ id: 'Agent', description: 'Somebody who answers, as they last reported.' });

export const assignmentBody = z
  .strictObject({ agentId })
  .meta({ id: 'Assignment', description: 'Who is to answer a conversation, or no longer.' });

const waiting = z.object({
  conversationId: z.string(),
  customerId: z.string(),
  openedAt: timestampSchema,
  ...deskFields,
});

const SORT = /^[1-5]#[\d:.TZ~-]+#[\w-]+$/;

/** A place in an agent queue. */
export const waitingCursor = cursorOf(z.string().regex(SORT));

export const waitingView = z.object({ conversations: z.array(waiting), cursor: z.string().optional() }).meta({
  id: 'Waiting',
  description: 'Conversations of an agent queue that nobody has, most urgent first.',
});
