import * as z from 'zod/mini';

/** A brand is a tenant: it is part of every key, and no operation touches two. */
export const brandSchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and dashes, at most 32'));
