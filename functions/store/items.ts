import * as z from 'zod';
import { assuranceSchema, contactSchema, identitySchema, providerIdSchema } from '../interaction/identity.ts';
import { contentReferenceSchema, type InteractionKind } from '../interaction/interaction.ts';
import { timestampSchema } from '../interaction/time.ts';

/** The items of the table as they are read back. docs/data-model.md shows one of each. */

/** Who a known address is. `addresses` sums up each of its address items, so that a change is seen without a read. */
export const identityItem = z.object({
  identity: identitySchema,
  customerId: z.string(),
  epoch: z.number().int().nonnegative(),
  firstSeenAt: timestampSchema,
  addresses: z.record(z.string(), z.string()),
});
export type IdentityItem = z.infer<typeof identityItem>;

/** How an identity is reached at one of our accounts. Each attribute moves on its own. */
export const addressItem = z.object({
  provider: providerIdSchema,
  account: z.string(),
  address: z.string().optional(),
  displayName: z.string().optional(),
  /** Event time of the facts above, then their digest: the latest stay. */
  factsOrder: z.string().optional(),
  /** The best this address ever showed. */
  assurance: assuranceSchema.optional(),
  /** Everything sent up to then was delivered, or read. */
  deliveredUpTo: timestampSchema.optional(),
  readUpTo: timestampSchema.optional(),
});

export type AddressItem = z.infer<typeof addressItem>;

export const memberItem = z.object({
  identity: identitySchema,
  from: timestampSchema,
  to: timestampSchema.optional(),
});

const openConversation = z.object({
  firstAt: timestampSchema,
  lastAt: timestampSchema,
  /** Digests of the identities whose items stand in the conversation. */
  joined: z.record(z.string(), z.literal(true)),
  openedBy: z.string(),
});
export type OpenConversation = z.infer<typeof openConversation>;

/** What the message path needs of a customer. */
export const snapshotItem = z.object({
  conversations: z.record(z.string(), openConversation),
  /** Grows with each opening and with nothing else. */
  openings: z.number().int().nonnegative(),
  /** The customer this one was merged into. */
  movedTo: z.string().optional(),
});
export type Snapshot = z.infer<typeof snapshotItem>;

export const conversationItem = z.object({
  conversationId: z.string(),
  customerId: z.string(),
  openedBy: z.string(),
  openedAt: timestampSchema,
  windowHours: z.number().positive(),
  agentQueue: z.string(),
  priority: z.number().int(),
  assignee: z.string().optional(),
  status: z.enum(['open', 'lapsed']),
  /** Once lapsed: event time of the last interaction. While open the snapshot knows it. */
  lastAt: timestampSchema.optional(),
});
export type ConversationItem = z.infer<typeof conversationItem>;

export const participantItem = z.object({ identity: identitySchema });

const kinds = [
  'message',
  'postback',
  'location',
  'contacts',
  'order',
  'call',
  'identity-change',
  'other',
] as const satisfies readonly InteractionKind[];

/** A recorded interaction without its marks. */
export const interactionItem = z.object({
  pk: z.string(),
  provider: providerIdSchema,
  account: z.string(),
  kind: z.enum(kinds),
  direction: z.enum(['inbound', 'outbound']),
  at: timestampSchema,
  receivedAt: timestampSchema,
  recordedAt: timestampSchema,
  conversationId: z.string(),
  contact: contactSchema,
  /** What was said, without who and which way; gone when it was deleted. */
  content: z.record(z.string(), z.unknown()).optional(),
  /** Apart from the content, so that what lies in the bucket can still be found when it was deleted. */
  fullContent: contentReferenceSchema.optional(),
});
export type InteractionItem = z.infer<typeof interactionItem>;
