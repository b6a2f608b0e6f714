import * as z from 'zod';
import {
  assuranceSchema,
  channelSchema,
  identitySchema,
  providerIdSchema,
} from '../../interaction/identity.ts';
import { interactionSchema, purchaseStates } from '../../interaction/interaction.ts';
import { timestampSchema } from '../../interaction/time.ts';
import { factSourceSchema } from '../../store/facts.ts';

const at = timestampSchema;
const kinds = interactionSchema.options.map(({ shape }) => shape.kind.value);

const replyWindow = z.object({ state: z.enum(['open', 'closed', 'unknown']), until: at.optional() }).meta({
  description: 'Whether we may write freely there now, and until when; no time where nothing limits it.',
});

const address = z.object({
  provider: providerIdSchema,
  account: z.string(),
  address: z.string().meta({ description: 'As the provider sent it: what an answer must use.' }),
  displayName: z.string().optional(),
  assurance: assuranceSchema,
  replyWindow,
  failed: z.object({ at, code: z.string().optional() }).optional().meta({
    description: 'The last message of ours that came to an end there failed: write elsewhere.',
  }),
});

const identity = identitySchema.extend({ from: at, to: at.optional(), addresses: z.array(address) });

const conversation = z.object({
  conversationId: z.string(),
  status: z.enum(['open', 'lapsed', 'closed']),
  channel: channelSchema.meta({ description: 'Where it began; it may go on anywhere.' }),
  openedAt: at,
  lastAt: at,
  agentQueue: z.string(),
  priority: z.number(),
  assignee: z.string().optional(),
  why: z.string().optional().meta({ description: 'Why they are here: the first thing they said in it.' }),
});

const turn = z.object({
  interactionId: z.string(),
  conversationId: z.string().optional(),
  at,
  channel: channelSchema,
  direction: z.enum(['inbound', 'outbound']),
  kind: z.enum(kinds),
  text: z.string().optional().meta({ description: 'The beginning of what was said.' }),
  mood: z.number().optional(),
  status: z.string().optional(),
});

const items = z
  .array(
    z.object({
      productId: z.string(),
      title: z.string().optional(),
      quantity: z.number(),
      price: z.number().optional(),
      currency: z.string().optional(),
    }),
  )
  .optional();

const value = z.object({ value: z.string(), at, source: factSourceSchema });

export const factView = value
  .extend({
    name: z.string(),
    since: at.meta({ description: 'Event time since when any value of it is known.' }),
    earlier: z.array(value).meta({ description: 'Values that it took the place of, latest first.' }),
  })
  .meta({ id: 'Fact', description: 'Something known of a person: its latest value, from where and when.' });

const answering = z.object({
  channel: channelSchema,
  sent: z.number(),
  answered: z.number(),
  medianMinutes: z.number().optional(),
});

const fullCard = z.object({
  level: z.literal('full'),
  isKnown: z.literal(true),
  customerId: z.string(),
  displayName: z.string().optional(),
  firstName: z.string().optional(),
  identities: z.array(identity),
  tags: z.array(z.string()),
  conversations: z
    .array(conversation)
    .meta({ description: 'Open ones, and the last that ended; latest first.' }),
  handledBy: z.object({ agentId: z.string(), conversationId: z.string(), at }).optional(),
  turns: z.array(turn).meta({ description: 'The last ten over all channels, newest first.' }),
  orders: z.array(
    z.object({
      orderId: z.string(),
      state: z.enum(purchaseStates),
      at,
      total: z.number().optional(),
      currency: z.string().optional(),
    }),
  ),
  visits: z.array(
    z.object({
      at,
      name: z.string(),
      url: z.string().optional(),
      title: z.string().optional(),
      cartId: z.string().optional(),
    }),
  ),
  cart: z.object({ cartId: z.string(), at, items }).optional(),
  sessions: z
    .array(
      z.object({
        interactionId: z.string(),
        medium: z.string(),
        at,
        state: z.string().optional(),
        outcome: z.string().optional(),
      }),
    )
    .meta({ description: 'Video calls and joint browsing, with what came of them.' }),
  mood: z
    .object({
      score: z.number().meta({ description: '-1 to 1, as of now.' }),
      label: z.enum(['negative', 'neutral', 'positive']),
      turns: z.number(),
      lastAt: at,
    })
    .optional(),
  facts: z.array(factView.extend({ ageDays: z.number() })),
  preferredChannel: z
    .object({
      channel: channelSchema,
      why: z.enum(['declared', 'learnt']),
      declared: value.optional(),
      learnt: z.array(answering),
    })
    .optional(),
  consents: z.array(
    z.object({ identity: identitySchema, channel: z.string(), consent: z.enum(['withdrawn', 'given']), at }),
  ),
});

const greetingCard = z.object({
  level: z.literal('greeting'),
  isKnown: z.boolean(),
  firstName: z.string().optional(),
});

export const cardView = z.discriminatedUnion('level', [fullCard, greetingCard]).meta({
  id: 'Context',
  description:
    'What who answers a person should know, in one read. `greeting` is all there is for somebody who proved nothing.',
});

export const attributesView = z
  .record(z.string(), z.string())
  .meta({ id: 'ContextAttributes', description: 'The same as a flat map of strings, for a contact flow.' });
