import type { Plain } from './attributes.ts';
import { waitingAttributes } from './desk.ts';
import { type ConversationItem, conversationItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey, type Key } from './keys.ts';
import { Expression, updateItem } from './update.ts';

/** An item that every change of the desk writes must stay small: 27 bytes each. */
const MAX_CLOSINGS = 100;

async function writeClosed(
  table: JourneyTable,
  key: Key,
  closed: NonNullable<ConversationItem['closed']>,
  isListed: boolean,
): Promise<{ applied: boolean; item: ConversationItem | undefined }> {
  const expression = new Expression();
  const [status, value] = [expression.path('status'), expression.value('closed')];
  const given: Plain = { ...closed };
  const set = [`${expression.path('closed')} = ${expression.value(given)}`, `${status} = ${value}`];
  const conditions = [`attribute_exists(${expression.path('pk')})`, `${status} <> ${value}`];
  if (isListed) {
    const list = expression.path('closings');
    const [none, one] = [expression.value([]), expression.value([closed.at])];
    set.push(`${list} = list_append(if_not_exists(${list}, ${none}), ${one})`);
    conditions.push(`attribute_not_exists(${list}) OR size(${list}) < ${expression.value(MAX_CLOSINGS)}`);
  }
  const remove = waitingAttributes.map((name) => expression.path(name));
  const { applied, item } = await updateItem(table, key, expression, { set, remove, conditions });
  return { applied, item: item && conversationItem.parse(item) };
}

/**
 * Writes that a conversation was closed. While it is closed already, that closing stays. Returns the item as it
 * stands, undefined when there is none.
 */
export async function markClosed(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  closed: NonNullable<ConversationItem['closed']>,
): Promise<ConversationItem | undefined> {
  const key = conversationKey(brand, conversationId);
  const { applied, item } = await writeClosed(table, key, closed, true);
  const isFull = !applied && item !== undefined && item.status !== 'closed';
  return isFull ? (await writeClosed(table, key, closed, false)).item : item;
}

/** Writes that a conversation that was over goes on. `at` is the router's time. */
export async function markReopened(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  at: string,
): Promise<void> {
  const expression = new Expression();
  const [status, open] = [expression.path('status'), expression.value('open')];
  await updateItem(table, conversationKey(brand, conversationId), expression, {
    set: [`${status} = ${open}`, `${expression.path('reopenedAt')} = ${expression.value(at)}`],
    remove: [expression.path('lapsedAt')],
    conditions: [`attribute_exists(${expression.path('pk')})`, `${status} <> ${open}`],
  });
}
