import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { HOUR_MS } from '../interaction/time.ts';
import { type Plain, toItem } from './attributes.ts';
import { indexKeys, waitingAttributes } from './desk.ts';
import { type ConversationItem, conversationItem, type Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey, type Key, participantKey, tookPartKey } from './keys.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, updateItem, whereItHolds } from './update.ts';

async function putOnce(table: JourneyTable, key: Key, attributes: Record<string, Plain>): Promise<void> {
  const command = new PutItemCommand({
    TableName: table.tableName,
    Item: toItem({ ...key, ...attributes }),
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  await whereItHolds(() => table.client.send(command));
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
  await putOnce(table, conversationKey(brand, conversationId), {
    ...conversation,
    ...indexKeys(brand, conversationId, conversation),
    lapsedAt,
  });
}

/** Writes that an identity takes part: beside the conversation, and beside the identity. */
export async function joinConversation(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  { identity, epoch }: Node,
): Promise<void> {
  await Promise.all([
    putOnce(table, participantKey(brand, conversationId, identity), { identity, epoch }),
    putOnce(table, tookPartKey(brand, identity, conversationId), { conversationId }),
  ]);
}

/** A conversation as it leaves a customer's set: `lastAt` is the last event time that it saw there. */
export interface Ending {
  conversationId: string;
  lastAt: string;
  status: 'lapsed' | 'closed';
}

/** Ends a conversation that nobody wrote in for its window, or keeps the last time of one that was closed. */
export async function endConversation(
  table: JourneyTable,
  brand: string,
  { conversationId, lastAt, status }: Ending,
  windowHours: number,
): Promise<void> {
  const expression = new Expression();
  const path = expression.path('lastAt');
  const value = expression.value(lastAt);
  await updateItem(table, conversationKey(brand, conversationId), expression, {
    set: [
      `${path} = ${value}`,
      `${expression.path('lapsedAt')} = ${expression.value(lapseOf(lastAt, windowHours))}`,
      `${expression.path('status')} = ${expression.value(status)}`,
    ],
    remove: waitingAttributes.map((name) => expression.path(name)),
    conditions: [
      `attribute_exists(${expression.path('pk')})`,
      `attribute_not_exists(${path}) OR ${path} < ${value}`,
    ],
  });
}

interface Widening {
  opened: boolean;
  last: boolean;
  heard: boolean;
}

function wideningOf(item: ConversationItem, at: string, isAside: boolean): Widening {
  return {
    opened: item.openedAt > at,
    last: !isAside && item.lastAt !== undefined && item.lastAt < at,
    heard: isAside && (item.heardAt === undefined || item.heardAt < at),
  };
}

function widen({ windowHours }: ConversationItem, at: string, { opened, last, heard }: Widening) {
  const expression = new Expression();
  const [value, path] = [expression.value(at), (name: string) => expression.path(name)];
  const set: string[] = [];
  const conditions: string[] = [];
  if (opened) {
    set.push(`${path('openedAt')} = ${value}`);
    conditions.push(`${path('openedAt')} > ${value}`);
  }
  if (last) {
    set.push(
      `${path('lastAt')} = ${value}`,
      `${path('lapsedAt')} = ${expression.value(lapseOf(at, windowHours))}`,
    );
    conditions.push(`${path('lastAt')} < ${value}`);
  }
  if (heard) {
    set.push(`${path('heardAt')} = ${value}`);
    conditions.push(`attribute_not_exists(${path('heardAt')}) OR ${path('heardAt')} < ${value}`);
  }
  return { expression, update: { set, conditions } };
}

/**
 * Widens a conversation's span so that it covers an event time: its reading is bounded by it. Writes only what
 * is missing; the end of an open conversation is the snapshot's to keep. What is said aside never moves the time
 * that its window counts from.
 */
export async function coverTime(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  at: string,
  isAside = false,
): Promise<void> {
  const key = conversationKey(brand, conversationId);
  let item = await readItem(table, key);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    if (item === undefined) return;
    const conversation = conversationItem.parse(item);
    const widening = wideningOf(conversation, at, isAside);
    if (!Object.values(widening).includes(true)) return;
    const { expression, update } = widen(conversation, at, widening);
    ({ item } = await updateItem(table, key, expression, update));
  }
  throw contention('conversation');
}
