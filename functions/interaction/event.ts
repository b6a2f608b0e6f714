import * as z from 'zod';
import { brandSchema } from './brand.ts';
import { identitySchema, providerIdSchema } from './identity.ts';
import { interactionSchema } from './interaction.ts';
import { timestampSchema } from './time.ts';

/** What every event carries. A provider's normalize knows all of it but the brand, which configuration gives. */
const envelope = {
  version: z.literal(1),
  provider: providerIdSchema,
  account: z.string().min(1),
  providerInteractionId: z.string().min(1),
  /** Event time: the provider's, clamped. */
  at: timestampSchema,
  receivedAt: timestampSchema,
};

export const receiptStatuses = ['queued', 'sent', 'delivered', 'read', 'failed'] as const;
export const callStates = [
  'ringing',
  'answered',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
] as const;

const recorded = z.object({ type: z.literal('recorded'), ...envelope, interaction: interactionSchema });

const receipt = z.object({
  type: z.literal('receipt'),
  ...envelope,
  status: z.enum(receiptStatuses),
  identity: identitySchema.optional(),
  /** The provider's error code and title, for `failed`. */
  error: z.object({ code: z.string(), title: z.string().optional() }).optional(),
});

/** Everything sent to this identity up to a time was delivered or read (Messenger sends no ids). */
const watermark = z.object({
  type: z.literal('watermark'),
  ...envelope,
  status: z.enum(['delivered', 'read']),
  identity: identitySchema,
  upTo: timestampSchema,
});

const callProgress = z.object({
  type: z.literal('call-progress'),
  ...envelope,
  state: z.enum(callStates),
  identity: identitySchema.optional(),
  durationSeconds: z.number().int().nonnegative().optional(),
  /** What came of it, as a label: `item-chosen`, `not-solved`. Never text of the customer. */
  outcome: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'must be a label: small letters, digits and dashes, at most 64')
    .optional(),
});

const recording = z.object({
  type: z.literal('recording'),
  ...envelope,
  recordingId: z.string().min(1),
  state: z.enum(['in-progress', 'completed', 'absent', 'failed']),
  url: z.string().optional(),
  durationSeconds: z.number().int().nonnegative().optional(),
});

const transcription = z.object({
  type: z.literal('transcription'),
  ...envelope,
  transcriptionId: z.string().min(1),
  state: z.enum(['completed', 'failed']),
  recordingId: z.string().optional(),
  text: z.string().optional(),
});

const edit = z.object({
  type: z.literal('edit'),
  ...envelope,
  identity: identitySchema.optional(),
  /** Grows with each edit of one message. */
  revision: z.number().int().positive(),
  text: z.string(),
});

const deletion = z.object({ type: z.literal('deletion'), ...envelope, identity: identitySchema.optional() });

const reaction = z.object({
  type: z.literal('reaction'),
  ...envelope,
  /** Who reacted; us, when an agent did. */
  direction: z.enum(['inbound', 'outbound']),
  identity: identitySchema.optional(),
  /** Missing when the reaction was taken back. */
  emoji: z.string().optional(),
});

const members = [
  recorded,
  receipt,
  watermark,
  callProgress,
  recording,
  transcription,
  edit,
  deletion,
  reaction,
] as const;

/** An event as a provider's normalize makes it: no brand yet. */
export const providerEventSchema = z.discriminatedUnion('type', members);
export type ProviderEvent = z.infer<typeof providerEventSchema>;

/** What travels on the routing queue: records an interaction or moves one forward. */
export const interactionEventSchema = z.intersection(providerEventSchema, z.object({ brand: brandSchema }));
export type InteractionEvent = z.infer<typeof interactionEventSchema>;
export type RecordedEvent = Extract<InteractionEvent, { type: 'recorded' }>;
/** Any event but `recorded`: it moves an interaction forward and is no entry of its own. */
export type MovingEvent = Exclude<InteractionEvent, { type: 'recorded' }>;
