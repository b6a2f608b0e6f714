import * as z from 'zod';

/** An id: strings as they are, numbers as their digits. */
export const wireId = z.union([z.string().min(1), z.number().transform(String)]);

/** A number, also when it comes as text. */
export const wireNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}(\.\d{1,15})?$/)
    .transform(Number),
]);

/** A field that is read when it is as documented and passed over when it is not: it never costs the rest. */
export function lenient<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}
