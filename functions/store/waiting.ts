import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { fromItem } from './attributes.ts';
import { resolveCustomers } from './heads.ts';
import { type ConversationItem, conversationItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey, waitingKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { tableSchema } from './table-schema.ts';
import { Expression } from './update.ts';

const { waitingIndex, dueIndex } = tableSchema;
type Index = typeof waitingIndex | typeof dueIndex;

const BEGINNING = ' ';
const END = '~~';

/** The keys of one partition of an index between two sort keys, both exclusive; eventually consistent. */
async function readIndex(
  table: JourneyTable,
  { indexName, partitionKey, sortKey }: Index,
  { partition, after, before, limit }: { partition: string; after: string; before: string; limit: number },
): Promise<Record<string, unknown>[]> {
  const expression = new Expression();
  const [owner, sort] = [expression.path(partitionKey), expression.path(sortKey)];
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: indexName,
      KeyConditionExpression: `${owner} = ${expression.value(partition)} AND ${sort} BETWEEN ${expression.value(`${after} `)} AND ${expression.value(before)}`,
      ExpressionAttributeNames: expression.names,
      ExpressionAttributeValues: expression.values,
      Limit: limit,
    }),
  );
  return Items.map(fromItem);
}

const waitingEntry = z.object({ pk: z.string(), sk: z.string(), waitingSort: z.string() });

export interface WaitingPage {
  conversations: ConversationItem[];
  /** Where the next page begins; missing on the last. */
  cursor: string | undefined;
}

/**
 * A page of the conversations that wait in an agent queue, most urgent first, each with who its customer is now.
 * `limit` is 1 to 100.
 */
export async function readWaiting(
  table: JourneyTable,
  brand: string,
  agentQueue: string,
  { limit, cursor = BEGINNING }: { limit: number; cursor?: string | undefined },
): Promise<WaitingPage> {
  const partition = waitingKey(brand, agentQueue);
  const found = await readIndex(table, waitingIndex, { partition, after: cursor, before: END, limit });
  const entries = found.map((item) => waitingEntry.parse(item));
  const items = await readItems(
    table,
    entries.map(({ pk, sk }) => ({ pk, sk })),
  );
  // The index may lag: what the item says counts.
  const waiting = items.filter((item, n) => item?.[waitingIndex.sortKey] === entries[n]?.waitingSort);
  const conversations = waiting.map((item) => conversationItem.parse(item));
  const now = await resolveCustomers(
    table,
    brand,
    conversations.map(({ customerId }) => customerId),
  );
  return {
    conversations: conversations.map((item) => ({
      ...item,
      customerId: now.get(item.customerId) ?? item.customerId,
    })),
    cursor: entries.length < limit ? undefined : entries.at(-1)?.waitingSort,
  };
}

const dueEntry = z.object({ dueSort: z.string() }).transform(({ dueSort }) => {
  const [at = '', brand = '', conversationId = ''] = dueSort.split('#');
  return { sort: dueSort, at, brand, conversationId };
});
/** Something that is to be done about a conversation. */
export type DueEntry = z.infer<typeof dueEntry>;

/** What is due by a time in one partition of the index (`dueKeys`), the oldest first, behind what was read before. */
export async function readDue(
  table: JourneyTable,
  partition: string,
  { until, after = BEGINNING, limit }: { until: string; after?: string | undefined; limit: number },
): Promise<DueEntry[]> {
  const found = await readIndex(table, dueIndex, { partition, after, before: `${until}~`, limit });
  return found.map((item) => dueEntry.parse(item));
}

/** Where the conversation of an entry is. */
export function keyOf({ brand, conversationId }: DueEntry) {
  return conversationKey(brand, conversationId);
}
