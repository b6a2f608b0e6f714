import * as z from 'zod';
import { brandSchema } from './brand.ts';
import { identitySchema } from './identity.ts';

const MAX_BLOCKED = 1_000;

/** An identity as an operator writes it: phones and mails have no scope. */
const blocked = identitySchema.extend({ scope: z.string().default('') });

/** What a brand says about who is who: fields of its settings. */
export const identitySettings = {
  /** Addresses that are nobody's alone (a test number, a shared desk): never linked, never suggested. */
  blockedIdentities: z.array(blocked).max(MAX_BLOCKED).default([]),
  /** The country whose numbers people write without its code: ISO 3166-1. Without it only +… is understood. */
  defaultRegion: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters of ISO 3166-1, for example DE')
    .optional(),
  /** The brand that may link customers of this one with those of others of the same group: nobody unless said. */
  umbrella: z.optional(brandSchema),
};
const schema = z.object(identitySettings);
export type IdentitySettings = z.output<typeof schema>;
