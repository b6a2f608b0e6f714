import * as z from 'zod/mini';

/** An id: strings as they are, numbers as their digits. */
export const wireId = z.union([z.string().check(z.minLength(1)), z.pipe(z.number(), z.transform(String))]);

/** A number, also when it comes as text. */
export const wireNumber = z.union([
  z.number(),
  z.pipe(z.string().check(z.regex(/^-?\d{1,15}(\.\d{1,15})?$/)), z.transform(Number)),
]);

/** A field that is read when it is as documented and passed over when it is not: it never costs the rest. */
export function lenient<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.catch(z.optional(schema), undefined);
}
