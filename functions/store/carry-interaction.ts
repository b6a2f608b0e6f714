import type { JourneyTable } from './journey-table.ts';
import { interactionKey } from './keys.ts';
import { Expression, updateItem } from './update.ts';

/**
 * Carries a recorded interaction over to another conversation; where it was recorded stays readable beside it. False
 * when there is none to carry. The same again changes nothing.
 */
export async function carryInteraction(
  table: JourneyTable,
  interactionId: string,
  conversationId: string,
): Promise<boolean> {
  const expression = new Expression();
  const path = expression.path('conversationId');
  const from = expression.path('carriedFrom');
  const value = expression.value(conversationId);
  const { applied, item } = await updateItem(table, interactionKey(interactionId), expression, {
    set: [`${from} = if_not_exists(${from}, ${path})`, `${path} = ${value}`],
    conditions: [
      `attribute_exists(${expression.path('recordedAt')})`,
      `attribute_exists(${path})`,
      `${path} <> ${value}`,
    ],
  });
  return applied || item?.conversationId === conversationId;
}
