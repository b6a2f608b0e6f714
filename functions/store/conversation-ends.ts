import type { Plain } from './attributes.ts';
import { waitingAttributes } from './desk.ts';
import { type ConversationItem, conversationItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey } from './keys.ts';
import { Expression, updateItem } from './update.ts';

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
  const expression = new Expression();
  const [status, value] = [expression.path('status'), expression.value('closed')];
  const given: Plain = { ...closed };
  const { item } = await updateItem(table, conversationKey(brand, conversationId), expression, {
    set: [`${expression.path('closed')} = ${expression.value(given)}`, `${status} = ${value}`],
    remove: waitingAttributes.map((name) => expression.path(name)),
    conditions: [`attribute_exists(${expression.path('pk')})`, `${status} <> ${value}`],
  });
  return item && conversationItem.parse(item);
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
