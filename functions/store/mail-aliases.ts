import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId } from '../interaction/ids.ts';
import type { JourneyTable } from './journey-table.ts';
import { mailAliasKey } from './keys.ts';
import { Expression, updateItem } from './update.ts';

/**
 * Makes a mail's Message-ID find its interaction. Of two mails with one Message-ID the earliest keeps it, in
 * whatever order they come: a copy that someone sends later finds nothing. Never proof of who someone is.
 */
export async function writeMailAlias(table: JourneyTable, event: RecordedEvent): Promise<void> {
  const messageId = event.interaction.kind === 'message' ? event.interaction.mail?.messageId : undefined;
  if (messageId === undefined) return;
  const expression = new Expression();
  const order = expression.path('order');
  const value = expression.value(`${event.at}#${interactionId(event)}`);
  await updateItem(table, mailAliasKey(event.brand, messageId), expression, {
    set: [
      `${order} = ${value}`,
      `${expression.path('interactionId')} = ${expression.value(interactionId(event))}`,
    ],
    conditions: [`attribute_not_exists(${order}) OR ${order} > ${value}`],
  });
}
