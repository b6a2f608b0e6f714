import * as z from 'zod';
import { channelSchema } from '../../interaction/identity.ts';
import { timestampSchema } from '../../interaction/time.ts';

const at = timestampSchema;
const count = z.number().int().nonnegative();

export const measuresView = z
  .object({
    conversationId: z.string(),
    isWhole: z.boolean().meta({ description: 'False when only its first thousand entries were counted.' }),
    channelSwitches: z.object({
      count,
      switches: z.array(z.object({ from: channelSchema, to: channelSchema, at })),
    }),
    hadToRepeat: z
      .object({
        count,
        questions: z.array(z.object({ interactionId: z.string(), at, fact: z.string(), knownSince: at })),
      })
      .meta({ description: 'Our questions for what we knew by then.' }),
    repeatContacts: z.object({
      count,
      contacts: z.array(
        z.object({
          interactionId: z.string(),
          at,
          why: z.enum(['unanswered', 'came-back', 'reopened']),
          after: z.string().optional(),
        }),
      ),
    }),
    firstContactResolved: z.boolean(),
  })
  .meta({
    id: 'Measures',
    description: 'How a conversation went for the person, computed from its journey.',
  });
