import * as z from 'zod';
import { channelSchema, identitySchema } from '../../interaction/identity.ts';
import { timestampSchema } from '../../interaction/time.ts';
import { deskFields } from './desk.ts';

export const conversationView = z
  .object({
    conversationId: z.string(),
    customerId: z.string(),
    status: z.enum(['open', 'lapsed', 'closed']),
    openedAt: timestampSchema,
    lastAt: timestampSchema.meta({ description: 'Event time of the newest interaction.' }),
    closed: z
      .object({ at: timestampSchema, by: z.string(), reason: z.string() })
      .optional()
      .meta({ description: 'The last closing; the conversation may go on again after it.' }),
    openedBy: z.string().meta({ description: 'Id of the interaction that opened it.' }),
    channel: channelSchema.meta({ description: 'Where it began; it may go on anywhere.' }),
    ...deskFields,
    participants: z.array(z.object({ identity: identitySchema })),
  })
  .meta({ id: 'Conversation', description: 'One enquiry, over any number of channels and identities.' });
