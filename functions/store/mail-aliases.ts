import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId } from '../interaction/ids.ts';
import type { MailAliasItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { type Key, mailAliasKey } from './keys.ts';
import { Expression, updateItem } from './update.ts';

/** Where the Message-ID of a mail stands; undefined for all else. */
export function ownAliasKey(event: RecordedEvent): Key | undefined {
  const messageId = event.interaction.kind === 'message' ? event.interaction.mail?.messageId : undefined;
  return messageId === undefined ? undefined : mailAliasKey(event.brand, messageId);
}

/**
 * Makes a mail's Message-ID find its conversation, once it is recorded there at `at`. Of two mails with one
 * Message-ID the earliest keeps it, in whatever order they come: a copy that someone sends later finds nothing.
 * Never proof of who someone is. Writes nothing when what stands, as read, keeps it anyway.
 */
export async function writeMailAlias(
  table: JourneyTable,
  event: RecordedEvent,
  turn: { conversationId: string | undefined; at: string },
  standing: MailAliasItem | undefined,
): Promise<void> {
  const key = ownAliasKey(event);
  const own = `${turn.at}#${interactionId(event)}`;
  if (key === undefined || turn.conversationId === undefined) return;
  if (standing !== undefined && standing.order <= own) return;
  const expression = new Expression();
  const order = expression.path('order');
  const value = expression.value(own);
  await updateItem(table, key, expression, {
    set: [
      `${order} = ${value}`,
      `${expression.path('interactionId')} = ${expression.value(interactionId(event))}`,
      `${expression.path('conversationId')} = ${expression.value(turn.conversationId)}`,
    ],
    conditions: [`attribute_not_exists(${order}) OR ${order} > ${value}`],
  });
}
