import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DeliveryError } from '../errors.ts';
import { fromItem, type Item, toItem } from './attributes.ts';
import type { JourneyTable } from './journey-table.ts';
import type { Key } from './keys.ts';

/** As many keys as one BatchGetItem takes. */
const BATCH = 100;
const TRIES = 4;
const FIRST_PAUSE_MS = 25;

function sameKey(item: Item, key: Key): boolean {
  return item.pk?.S === key.pk && item.sk?.S === key.sk;
}

/** Each key once: DynamoDB refuses a batch that names one twice. */
function single(keys: readonly Key[]): Key[] {
  return [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
}

async function readBatch(table: JourneyTable, keys: readonly Key[]): Promise<Item[]> {
  let pending: Item[] = keys.map((key) => toItem({ ...key }));
  const found: Item[] = [];
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    if (attempt === TRIES)
      throw new DeliveryError('DynamoDB left keys of a batch unread', { retryable: true });
    if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt);
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetItemCommand({
        RequestItems: { [table.tableName]: { Keys: pending, ConsistentRead: true } },
      }),
    );
    found.push(...(Responses?.[table.tableName] ?? []));
    pending = UnprocessedKeys?.[table.tableName]?.Keys ?? [];
  }
  return found;
}

/**
 * Reads items consistently, in the order of the keys, one of which may stand there twice; undefined where there is
 * none. One call for each hundred.
 * Throws DeliveryError (retryable) when DynamoDB leaves keys unread after some tries.
 */
export async function readItems(
  table: JourneyTable,
  keys: readonly Key[],
): Promise<(Record<string, unknown> | undefined)[]> {
  const each = single(keys);
  const starts = Array.from({ length: Math.ceil(each.length / BATCH) }, (_, index) => index * BATCH);
  const read = await Promise.all(starts.map((start) => readBatch(table, each.slice(start, start + BATCH))));
  const found = read.flat();
  return keys.map((key) => {
    const item = found.find((candidate) => sameKey(candidate, key));
    return item && fromItem(item);
  });
}

/** Reads one item consistently. */
export async function readItem(table: JourneyTable, key: Key): Promise<Record<string, unknown> | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.tableName, Key: toItem({ ...key }), ConsistentRead: true }),
  );
  return Item && fromItem(Item);
}
