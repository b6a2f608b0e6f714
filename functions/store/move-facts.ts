import { ConditionalCheckFailedException, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Identity } from '../interaction/identity.ts';
import { toItem } from './attributes.ts';
import { type Fact, factItem, noteFact, stateOf } from './facts.ts';
import type { Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { FACT, identityKey, type Key } from './keys.ts';
import { queryItems } from './query-items.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, updateItem } from './update.ts';

/** Whether we may write to an address is the address's own, whoever spoke there. */
const STAYS = 'consent-';

const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** Deletes a fact of which nothing is left, if it stands as it was read. */
async function forget(table: JourneyTable, key: Key, state: string): Promise<boolean> {
  const command = new DeleteItemCommand({
    TableName: table.tableName,
    Key: toItem({ ...key }),
    ConditionExpression: '#state = :state',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: toItem({ ':state': state }),
  });
  try {
    await table.client.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function keep(table: JourneyTable, key: Key, values: Fact['values'], state: string): Promise<boolean> {
  const since = values.map(({ at }) => at).sort()[0] ?? '';
  const expression = new Expression();
  const path = expression.path('state');
  const { applied } = await updateItem(table, key, expression, {
    set: [
      `${expression.path('values')} = ${expression.value(values)}`,
      `${expression.path('since')} = ${expression.value(since)}`,
      `${path} = ${expression.value(stateOf({ values, since }))}`,
    ],
    conditions: [`${path} = ${expression.value(state)}`],
  });
  return applied;
}

/** Takes what an interaction told out of a fact. */
async function take(table: JourneyTable, key: Key, interactionId: string): Promise<void> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const item = await readItem(table, key);
    if (item === undefined) return;
    const { values, state } = factItem.parse(item);
    const left = values.filter(({ source }) => source.interactionId !== interactionId);
    if (left.length === values.length) return;
    if (await (left.length === 0 ? forget(table, key, state) : keep(table, key, left, state))) return;
  }
  throw contention('fact');
}

/**
 * Gives what an interaction told to whom the interaction is of: first there, then gone here, so that the same again
 * finishes what broke off. One query where it told nothing. Throws DeliveryError (retryable).
 */
export async function moveFacts(
  table: JourneyTable,
  brand: string,
  interactionId: string,
  { from, to }: { from: Identity; to: Node },
): Promise<void> {
  for (const item of await queryItems(table, identityKey(brand, from), FACT)) {
    const { name, values } = factItem.parse(item);
    const told = values.filter(({ source }) => source.interactionId === interactionId);
    if (told.length === 0 || name.startsWith(STAYS)) continue;
    for (const value of told) await noteFact(table, brand, to, name, value);
    await take(table, keySchema.parse(item), interactionId);
  }
}
