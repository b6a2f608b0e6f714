import * as z from 'zod';

export const channels = ['email', 'sms', 'social', 'voice', 'chat', 'place', 'commerce'] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;

/** `<channel>/<provider>`, for example `sms/twilio`. */
export const providerIdSchema = z.templateLiteral(
  [channelSchema, '/', z.string().regex(/^[a-z0-9-]{1,32}$/)],
  `must be <channel>/<name>, such as chat/site; channels are ${channels.join(', ')}`,
);
export type ProviderId = z.infer<typeof providerIdSchema>;

/**
 * The kinds of address a person is known by. `phone` is one identity over SMS, WhatsApp and voice.
 * `sender-id` is a short code or alphanumeric sender; `anonymous` is one contact that hid who it is, known by
 * its own id alone, or the notices of an account that name nobody; `customer` is for entries without an address of their own.
 * `visitor` is a browser or device of one site (scope), `login` an account at a shop (scope), `crm` a person's id in
 * another system (scope: its name), `brand-customer` a customer of another brand (scope) of the same group.
 */
export const identityKinds = [
  'phone',
  'email',
  'whatsapp',
  'messenger',
  'sender-id',
  'sip',
  'client',
  'anonymous',
  'visitor',
  'login',
  'crm',
  'brand-customer',
  'customer',
] as const;

export const identitySchema = z.object({
  kind: z.enum(identityKinds),
  /** The account that issued the address; empty for phone and email, `unverified` for a mail without proof. */
  scope: z.string(),
  value: z.string().min(1),
});
/** One address a person is known by, inside a brand. */
export type Identity = z.infer<typeof identitySchema>;

/** How far a contact proves its identity: verified > asserted > claimed. */
export const assuranceSchema = z.enum(['verified', 'asserted', 'claimed']);
export type Assurance = z.infer<typeof assuranceSchema>;

/** What shows that several identities are one person; `payload` unless said: one delivery names them together. */
export const evidenceSchema = z.enum(['payload', 'login', 'order', 'cart', 'code', 'crm', 'handoff']);
export type Evidence = z.infer<typeof evidenceSchema>;

export const contactSchema = z.object({
  identity: identitySchema,
  assurance: assuranceSchema,
  /** The address exactly as the provider sent it: what a reply must use. */
  address: z.string().min(1),
  displayName: z.string().optional(),
  /** Other identities that the same payload shows for the same person. */
  alsoKnownAs: z.array(identitySchema).optional(),
  /** How the payload knows it of them. */
  evidence: evidenceSchema.optional(),
});
/** The customer's side of an interaction: who they are there, and how sure that is. */
export type Contact = z.infer<typeof contactSchema>;
