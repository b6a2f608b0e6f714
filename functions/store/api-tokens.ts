import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { brandSchema } from '../interaction/brand.ts';
import { timestampSchema } from '../interaction/time.ts';
import { toItem } from './attributes.ts';
import type { JourneyTable } from './journey-table.ts';
import { apiTokenKey } from './keys.ts';
import { readItem } from './read-items.ts';

const apiToken = z.object({ brand: brandSchema, name: z.string(), createdAt: timestampSchema });
/** What a token opens: one brand. */
export type ApiToken = z.infer<typeof apiToken>;

/** Finds a token by the hex SHA-256 of its text; the text itself is stored nowhere. */
export async function findApiToken(table: JourneyTable, tokenDigest: string): Promise<ApiToken | undefined> {
  const item = await readItem(table, apiTokenKey(tokenDigest));
  return item && apiToken.parse(item);
}

export async function putApiToken(table: JourneyTable, tokenDigest: string, token: ApiToken): Promise<void> {
  const Item = toItem({ ...apiTokenKey(tokenDigest), ...token });
  await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
}
