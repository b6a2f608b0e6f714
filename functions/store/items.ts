import * as z from 'zod';
import { assuranceSchema, contactSchema, identitySchema, providerIdSchema } from '../interaction/identity.ts';
import { contentReferenceSchema, type InteractionKind } from '../interaction/interaction.ts';
import { timestampSchema } from '../interaction/time.ts';
import { deskNotes, deskState } from './desk-state.ts';

/** The items of the table as they are read back. docs/data-model.md shows one of each. */

/** An identity while it is one person's: a recycled number or a device that changes hands begins a new epoch. */
export const nodeSchema = z.object({ identity: identitySchema, epoch: z.number().int().nonnegative() });
export type Node = z.infer<typeof nodeSchema>;

/** Who a known address is. `addresses` sums up each of its address items, so that a change is seen without a read. */
export const identityItem = nodeSchema.extend({
  customerId: z.string(),
  /** Since when this epoch holds; the first one since ever. */
  from: timestampSchema,
  /** Event time of its claim: orders the identities of a customer, and never changes. */
  bornAt: timestampSchema,
  firstSeenAt: timestampSchema,
  addresses: z.record(z.string(), z.string()),
  /** Of an epoch that was resumed: the highest one there was, so that no number ever stands for two people. */
  lastEpoch: z.number().int().positive().optional(),
});
export type IdentityItem = z.infer<typeof identityItem>;

/** An epoch that is over: events of its time still belong to its customer. */
export const epochItem = identityItem.extend({
  to: timestampSchema,
  /** What ended it: the same again ends nothing more. */
  closedBy: z.string(),
});
export type EpochItem = z.infer<typeof epochItem>;

/** One for each epoch of each identity, under the id its customer would have alone. */
export const customerItem = nodeSchema.extend({
  customerId: z.string(),
  /** Grows with every change of who belongs to it and of its links. */
  version: z.number().int().positive(),
  /** Set while this id is an alias: the person goes by another. */
  movedTo: z.string().optional(),
});
export type CustomerItem = z.infer<typeof customerItem>;

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

/** A time in which what had no address of its own may have been meant for somebody else: a merge that was undone. */
const reviewSchema = z.object({ from: timestampSchema, to: timestampSchema, linkId: z.string() });

export const memberItem = nodeSchema.extend({
  bornAt: timestampSchema,
  from: timestampSchema,
  to: timestampSchema.optional(),
  /** Of a customer's own id alone. */
  reviews: z.array(reviewSchema).optional(),
});
export type Member = z.infer<typeof memberItem>;

export const linkReasons = [
  'provider-verified',
  'number-variant',
  'login',
  'handoff',
  'order',
  'cart',
  'code',
  'crm',
  'agent',
  'suggestion',
] as const;
export type LinkReason = (typeof linkReasons)[number];

/** Evidence that two identities are one person. Revoking adds to it; nothing is ever taken away. */
export const linkItem = z.object({
  linkId: z.string(),
  a: nodeSchema,
  b: nodeSchema,
  reason: z.enum(linkReasons),
  /** A rule's name, or who owns the token that asked. */
  by: z.string(),
  at: timestampSchema,
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** The interaction that showed it. */
  source: z.string().optional(),
  note: z.string().optional(),
  revoked: z.object({ by: z.string(), at: timestampSchema, why: z.string().optional() }).optional(),
});
export type LinkItem = z.infer<typeof linkItem>;

const openConversation = z.object({
  firstAt: timestampSchema,
  lastAt: timestampSchema,
  /** Digests of the identities whose items stand in the conversation. */
  joined: z.record(z.string(), z.literal(true)),
  openedBy: z.string(),
  /** Digest of the identity of `lastAt`: whom the conversation stays open for when its people part. */
  lastBy: z.string(),
  /** When an agent closed it; gone when somebody asked again. It stays in the set for what is said after the end. */
  closedAt: timestampSchema.optional(),
  ...deskNotes.shape,
  /** When they last asked, if that was after `askedAt`. */
  lastAskedAt: timestampSchema.optional(),
});
export type OpenConversation = z.infer<typeof openConversation>;

/** What the message path needs of a customer. */
export const snapshotItem = z.object({
  conversations: z.record(z.string(), openConversation),
  /** Grows with each opening and with nothing else. */
  openings: z.number().int().nonnegative(),
  /** The customer this one was merged into. */
  movedTo: z.string().optional(),
  /** Digests of nodes that were split off: who still takes them for this customer's starts again. */
  left: z.record(z.string(), z.literal(true)).optional(),
});
export type Snapshot = z.infer<typeof snapshotItem>;

export const conversationItem = z.object({
  conversationId: z.string(),
  customerId: z.string(),
  openedBy: z.string(),
  openedAt: timestampSchema,
  windowHours: z.number().positive(),
  ...deskState.shape,
  /** As last written, for the console and the change feed: who reads asks the snapshots. */
  status: z.enum(['open', 'lapsed', 'closed']),
  /** Once over: event time of the last interaction. While open the snapshots know it. */
  lastAt: timestampSchema.optional(),
  /** Event time of the last interaction that was said aside: it prolongs nothing. */
  heardAt: timestampSchema.optional(),
  /** The last closing, also of a conversation that goes on again. */
  closed: z.object({ at: timestampSchema, by: z.string(), reason: z.string() }).optional(),
  /** When it was closed, each time as long as there is room: what was asked after one of them came again. */
  closings: z.array(timestampSchema).optional(),
  reopenedAt: timestampSchema.optional(),
  /** Digests of identities that a mail in it went to: they may join by an answer. */
  copied: z.record(z.string(), z.literal(true)).optional(),
});
export type ConversationItem = z.infer<typeof conversationItem>;

/** Who takes part: an identity in the epoch in which it joined. */
export const participantItem = nodeSchema;

/** What a Message-ID stands for. */
export const mailAliasItem = z.object({
  interactionId: z.string(),
  conversationId: z.string(),
  /** Event time and interaction id: of two mails with one Message-ID the smaller keeps it. */
  order: z.string(),
});
export type MailAliasItem = z.infer<typeof mailAliasItem>;

/**
 * Why an interaction opened, reopened and prolonged nothing: a machine wrote it; it was a courtesy after the end;
 * it came after the end and asks for no answer.
 */
export const asides = ['automatic', 'courtesy', 'after-end'] as const;
export type Aside = (typeof asides)[number];

const kinds = [
  'message',
  'postback',
  'location',
  'contacts',
  'order',
  'call',
  'visit',
  'purchase',
  'note',
  'identity-change',
  'other',
] as const satisfies readonly InteractionKind[];

/** Somebody decided whose an interaction is. */
export const reassignmentSchema = z.object({
  to: identitySchema,
  by: z.string(),
  at: timestampSchema,
  why: z.string().optional(),
});
export type Reassignment = z.infer<typeof reassignmentSchema>;

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
  /** Missing for what a machine wrote outside of every conversation. */
  conversationId: z.string().optional(),
  aside: z.enum(asides).optional(),
  /** Whose timeline it stands in by somebody's decision; without it the contact's. */
  owner: identitySchema.optional(),
  reassigned: z.array(reassignmentSchema).optional(),
  /** How it sounds, -1 to 1, as it was recorded; an edit does not change it, a deletion removes it. */
  mood: z.number().min(-1).max(1).optional(),
  contact: contactSchema,
  /** What was said, without who and which way; gone when it was deleted. */
  content: z.record(z.string(), z.unknown()).optional(),
  /** Apart from the content, so that what lies in the bucket can still be found when it was deleted. */
  fullContent: contentReferenceSchema.optional(),
});
export type InteractionItem = z.infer<typeof interactionItem>;
