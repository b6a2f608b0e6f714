import * as z from 'zod';
import { fromItem } from './attributes.ts';

type Attribute =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { NULL: boolean }
  | { L: Attribute[] }
  | { M: Record<string, Attribute> };

const attributeSchema: z.ZodType<Attribute> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ BOOL: z.boolean() }),
    z.object({ NULL: z.boolean() }),
    z.object({ L: z.array(attributeSchema) }),
    z.object({ M: z.record(z.string(), attributeSchema) }),
  ]),
);

/** An item as the table's stream shows it, of the types that we write. */
export const imageSchema = z
  .record(z.string(), attributeSchema)
  .transform((item): Record<string, unknown> => fromItem(item));
