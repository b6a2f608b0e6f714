import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Identity } from '../interaction/identity.ts';
import { type Plain, toItem } from './attributes.ts';
import { type ConversationItem, conversationItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey, type Key, participantKey, tookPartKey } from './keys.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, updateItem } from './update.ts';

const HOUR_MS = 3_600_000;

async function putOnce(table: JourneyTable, key: Key, attributes: Record<string, Plain>): Promise<void> {
  const command = new PutItemCommand({
    TableName: table.tableName,
    Item: toItem({ ...key, ...attributes }),
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  try {
    await table.client.send(command);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Event time after which a conversation that was last heard of at `lastAt` is over. */
export function lapseOf(lastAt: string, windowHours: number): string {
  return new Date(Date.parse(lastAt) + windowHours * HOUR_MS).toISOString();
}

/** Writes a conversation once: a later try changes nothing, whatever it says. */
export async function createConversation(
  table: JourneyTable,
  brand: string,
  conversation: ConversationItem,
): Promise<void> {
  const { conversationId, lastAt, windowHours } = conversation;
  const lapsedAt = lastAt && lapseOf(lastAt, windowHours);
  await putOnce(table, conversationKey(brand, conversationId), { ...conversation, lapsedAt });
}

/** Writes that an identity takes part: beside the conversation, and beside the identity. */
export async function joinConversation(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  identity: Identity,
): Promise<void> {
  await Promise.all([
    putOnce(table, participantKey(brand, conversationId, identity), { identity }),
    putOnce(table, tookPartKey(brand, identity, conversationId), { conversationId }),
  ]);
}

/** Ends a conversation that nobody wrote in for its window: `lastAt` is the last event time it saw. */
export async function closeConversation(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  lastAt: string,
  windowHours: number,
): Promise<void> {
  const expression = new Expression();
  const path = expression.path('lastAt');
  const value = expression.value(lastAt);
  await updateItem(table, conversationKey(brand, conversationId), expression, {
    set: [
      `${path} = ${value}`,
      `${expression.path('lapsedAt')} = ${expression.value(lapseOf(lastAt, windowHours))}`,
      `${expression.path('status')} = ${expression.value('lapsed')}`,
    ],
    conditions: [
      `attribute_exists(${expression.path('pk')})`,
      `attribute_not_exists(${path}) OR ${path} < ${value}`,
    ],
  });
}

function wideningOf(item: ConversationItem, at: string): { opened: boolean; last: boolean } {
  return { opened: item.openedAt > at, last: item.lastAt !== undefined && item.lastAt < at };
}

/**
 * Widens a conversation's span so that it covers an event time: its reading is bounded by it. Writes only what
 * is missing; the end of an open conversation is the snapshot's to keep.
 */
export async function coverTime(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  at: string,
): Promise<void> {
  const key = conversationKey(brand, conversationId);
  let item = await readItem(table, key);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    if (item === undefined) return;
    const conversation = conversationItem.parse(item);
    const { opened, last } = wideningOf(conversation, at);
    if (!opened && !last) return;
    const expression = new Expression();
    const value = expression.value(at);
    const set: string[] = [];
    const conditions: string[] = [];
    if (opened) {
      set.push(`${expression.path('openedAt')} = ${value}`);
      conditions.push(`${expression.path('openedAt')} > ${value}`);
    }
    if (last) {
      const lapsedAt = expression.value(lapseOf(at, conversation.windowHours));
      set.push(`${expression.path('lastAt')} = ${value}`, `${expression.path('lapsedAt')} = ${lapsedAt}`);
      conditions.push(`${expression.path('lastAt')} < ${value}`);
    }
    ({ item } = await updateItem(table, key, expression, { set, conditions }));
  }
  throw contention('conversation');
}
