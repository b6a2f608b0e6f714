import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Identity } from '../interaction/identity.ts';
import { toItem } from './attributes.ts';
import { nextNode } from './epochs.ts';
import { type Fact, type FactValue, factItem, noteFact, stateOf } from './facts.ts';
import type { IdentityItem, Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { FACT, factPrefix, identityKey, type Key } from './keys.ts';
import { queryItems } from './query-items.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, updateItem, whereItHolds } from './update.ts';

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
  return whereItHolds(() => table.client.send(command));
}

async function keep(
  table: JourneyTable,
  key: Key,
  { values, since }: Pick<Fact, 'values' | 'since'>,
  state: string,
): Promise<boolean> {
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

/** Which values of a fact go to somebody else. */
type IsTheirs = (value: FactValue) => boolean;

/** Since when a value is known of those that stay: it may have been told again since, or have given way. */
function sinceOf({ values, since }: Fact, isTheirs: IsTheirs): string {
  const isFirst = values.some((value) => isTheirs(value) && value.at <= since);
  const left = values.filter((value) => !isTheirs(value)).map(({ at }) => at);
  return isFirst ? (left.sort()[0] ?? since) : since;
}

/** Takes what goes to somebody else out of a fact. */
async function take(table: JourneyTable, key: Key, isTheirs: IsTheirs): Promise<void> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const item = await readItem(table, key);
    if (item === undefined) return;
    const fact = factItem.parse(item);
    const values = fact.values.filter((value) => !isTheirs(value));
    if (values.length === fact.values.length) return;
    const since = sinceOf(fact, isTheirs);
    if (
      await (values.length === 0
        ? forget(table, key, fact.state)
        : keep(table, key, { values, since }, fact.state))
    )
      return;
  }
  throw contention('fact');
}

/** Tells somebody else some values of a fact. False when there are none. */
async function copy(
  table: JourneyTable,
  brand: string,
  item: Record<string, unknown>,
  isTheirs: IsTheirs,
  to: Node,
): Promise<boolean> {
  const { name, values } = factItem.parse(item);
  const told = values.filter(isTheirs);
  for (const value of told) await noteFact(table, brand, to, name, value);
  return told.length > 0;
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
  const isTheirs: IsTheirs = ({ source }) => source.interactionId === interactionId;
  for (const item of await queryItems(table, identityKey(brand, from), FACT)) {
    if (factItem.parse(item).name.startsWith(STAYS)) continue;
    if (await copy(table, brand, item, isTheirs, to)) await take(table, keySchema.parse(item), isTheirs);
  }
}

/** Which facts an epoch knows, whom the epoch behind it is, and what of theirs was told from a time on. */
async function toldSince(table: JourneyTable, brand: string, epoch: IdentityItem, at: string) {
  const facts = await queryItems(table, identityKey(brand, epoch.identity), factPrefix(epoch.epoch));
  const isTheirs: IsTheirs = (value) => value.at >= at;
  return { facts, next: nextNode(epoch), isTheirs };
}

/**
 * Tells the epoch behind this one what was told from a time on: consent too, as the address is theirs since. One query
 * where nothing was told. Throws DeliveryError (retryable).
 */
export async function copyFactsSince(
  table: JourneyTable,
  brand: string,
  epoch: IdentityItem,
  at: string,
): Promise<void> {
  const { facts, next, isTheirs } = await toldSince(table, brand, epoch, at);
  for (const item of facts) await copy(table, brand, item, isTheirs, next);
}

/** Gives it to them: the epoch itself knows it no more. The same again finishes what broke off. */
export async function moveFactsSince(
  table: JourneyTable,
  brand: string,
  epoch: IdentityItem,
  at: string,
): Promise<void> {
  const { facts, next, isTheirs } = await toldSince(table, brand, epoch, at);
  for (const item of facts)
    if (await copy(table, brand, item, isTheirs, next)) await take(table, keySchema.parse(item), isTheirs);
}
