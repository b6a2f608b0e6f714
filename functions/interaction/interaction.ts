import * as z from 'zod';
import { contactSchema, identitySchema } from './identity.ts';

export const mediaSchema = z.object({
  type: z.enum(['image', 'video', 'audio', 'document', 'sticker', 'file']),
  /** The provider's handle for fetching it: an id or a URL, as it gives. */
  mediaId: z.string().optional(),
  url: z.string().optional(),
  contentType: z.string().optional(),
  fileName: z.string().optional(),
  sha256: z.string().optional(),
  sizeBytes: z.number().int().nonnegative().optional(),
});
export type Media = z.infer<typeof mediaSchema>;

/** Where content too large for the queue lies (encrypted content bucket), with what proves it whole. */
export const contentReferenceSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  sha256: z.string(),
  sizeBytes: z.number().int().nonnegative(),
});
export type ContentReference = z.infer<typeof contentReferenceSchema>;

/** What only a mail has. Ids are RFC 5322 Message-IDs with their angle brackets. */
export const mailSchema = z.object({
  messageId: z.string().optional(),
  inReplyTo: z.array(z.string()).default([]),
  references: z.array(z.string()).default([]),
  /** Set when a machine wrote it (RFC 3834 and kin): never answered automatically. */
  automatic: z.string().optional(),
  /** Only kept when it differs from From; never answered to. */
  replyTo: z.string().optional(),
  /** The token in the reply address that it was sent to: finds our conversation. */
  replyToken: z.string().optional(),
  /** Where SES put it; a mail that we sent lies nowhere. */
  raw: z.object({ bucket: z.string(), key: z.string() }).optional(),
});

export const originSchema = z.object({
  /** How the person came here: an ad, a story, a link. */
  type: z.string(),
  id: z.string().optional(),
  url: z.string().optional(),
  title: z.string().optional(),
});

export const participantSchema = z.object({
  role: z.enum(['from', 'to', 'cc']),
  identity: identitySchema,
  displayName: z.string().optional(),
});

const common = {
  direction: z.enum(['inbound', 'outbound']),
  contact: contactSchema,
  /** The provider's id of the message this one quotes or answers, at the same account. */
  replyTo: z.string().optional(),
  origin: originSchema.optional(),
  /** Others who take part: mail's To and Cc. */
  participants: z.array(participantSchema).optional(),
  /** Present when the content was too large to travel: the fields here are a preview, the whole lies there. */
  fullContent: contentReferenceSchema.optional(),
};

const message = z.object({
  kind: z.literal('message'),
  ...common,
  text: z.string().optional(),
  /** A mail's text without quoted history and signature. */
  visibleText: z.string().optional(),
  subject: z.string().optional(),
  media: z.array(mediaSchema).optional(),
  mail: mailSchema.optional(),
  forwarded: z.boolean().optional(),
  /** Anybody could read it: a comment under a post. Cards show that it was written, and what only if the brand says so. */
  isPublic: z.boolean().optional(),
  /** Set when the provider took the text for an opt-out keyword: `stop` and `start` change what we may send. */
  optOut: z.enum(['stop', 'start', 'help']).optional(),
  /** Interaction id of the call in which it was spoken: a turn of a transcript. */
  duringCall: z.string().optional(),
});

const postback = z.object({
  kind: z.literal('postback'),
  ...common,
  title: z.string().optional(),
  payload: z.string(),
});

const location = z.object({
  kind: z.literal('location'),
  ...common,
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
  url: z.string().optional(),
});

const contacts = z.object({
  kind: z.literal('contacts'),
  ...common,
  contacts: z.array(
    z.object({ name: z.string().optional(), phones: z.array(z.string()), emails: z.array(z.string()) }),
  ),
});

const item = z.object({
  productId: z.string(),
  title: z.string().optional(),
  quantity: z.number(),
  price: z.number().optional(),
  currency: z.string().optional(),
});

/** Items that a person chose inside a messenger. What a shop says of an order is a purchase. */
const order = z.object({
  kind: z.literal('order'),
  ...common,
  text: z.string().optional(),
  items: z.array(item),
});

export const callMediums = ['audio', 'video', 'co-browse'] as const;

const call = z.object({
  kind: z.literal('call'),
  ...common,
  /** Audio unless said. Joining a video or starting to browse together answers it, leaving or ending completes it. */
  medium: z.enum(callMediums).optional(),
  forwardedFrom: z.string().optional(),
});

/** Something done on a site: a page seen, a cart changed, a sign-in. */
const visit = z.object({
  kind: z.literal('visit'),
  ...common,
  name: z.string().min(1),
  url: z.string().optional(),
  title: z.string().optional(),
  cartId: z.string().optional(),
  /** What the cart holds now. */
  items: z.array(item).optional(),
  /** What the visitor agreed to, as the site names it. */
  consent: z.array(z.string()).optional(),
});

export const purchaseStates = [
  'placed',
  'paid',
  'shipped',
  'delivered',
  'canceled',
  'returned',
  'refunded',
] as const;

/** A step of an order at a shop. Each step is an interaction of its own; the order id keeps them together. */
const purchase = z.object({
  kind: z.literal('purchase'),
  ...common,
  orderId: z.string().min(1),
  state: z.enum(purchaseStates),
  text: z.string().optional(),
  cartId: z.string().optional(),
  items: z.array(item).optional(),
  /** In whole units of the currency, with its fraction. */
  total: z.number().optional(),
  /** ISO 4217. */
  currency: z.string().optional(),
});

/** What one of us writes for the others. Never shown to the customer's side. */
const note = z.object({
  kind: z.literal('note'),
  ...common,
  text: z.string(),
  author: z.string().optional(),
});

const identityChange = z.object({
  kind: z.literal('identity-change'),
  ...common,
  from: identitySchema,
  to: identitySchema,
});

/** Authentic, but of a kind we have no name for: kept whole, masked, never thrown away. */
const other = z.object({
  kind: z.literal('other'),
  ...common,
  /** The provider's own name for it. */
  type: z.string(),
  /** The provider's item as JSON text, masked. */
  raw: z.string(),
});

export const interactionSchema = z.discriminatedUnion('kind', [
  message,
  postback,
  location,
  contacts,
  order,
  call,
  visit,
  purchase,
  note,
  identityChange,
  other,
]);
/** One thing that happened and is an entry of the journey. Its content never changes once recorded. */
export type Interaction = z.infer<typeof interactionSchema>;
export type InteractionKind = Interaction['kind'];
