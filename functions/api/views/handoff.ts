import * as z from 'zod';
import { channelSchema } from '../../interaction/identity.ts';
import { timestampSchema } from '../../interaction/time.ts';
import { handoffKinds } from '../../store/handoffs.ts';

export const handoffView = z
  .object({
    handoffId: z.string(),
    conversationId: z.string(),
    channel: channelSchema,
    kind: z.enum(handoffKinds),
    validUntil: timestampSchema,
    code: z.string().optional().meta({ description: 'Six digits, to be said, typed or texted.' }),
    token: z.string().optional().meta({ description: 'What a link or a QR code carries.' }),
    url: z.string().optional().meta({ description: 'The URL that was sent, with the token in it.' }),
    qr: z.string().optional().meta({ description: 'The text to draw as a QR code.' }),
  })
  .meta({
    id: 'Handoff',
    description: 'Carries a conversation to a channel, once, for ten minutes. Shown here and never again.',
  });

export const redeemedView = z
  .object({
    handoffId: z.string(),
    conversationId: z.string(),
    customerId: z.string(),
    isLinked: z.boolean().meta({
      description:
        'Whether they are one person with whoever was invited. Who proves nothing is only suggested.',
    }),
    view: z.enum(['full', 'greeting']).meta({
      description:
        'How much of the conversation may be shown to them: greeting is no turns, facts or orders.',
    }),
  })
  .meta({ id: 'RedeemedHandoff', description: 'The conversation that goes on with whoever presented it.' });
