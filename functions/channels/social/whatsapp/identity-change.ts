import type { Interaction } from '../../../interaction/interaction.ts';
import type { Frame } from './content.ts';
import { systemSchema } from './content-schemas.ts';
import type { Line } from './line.ts';
import type { Message } from './payload.ts';
import { contactOf, identityOf } from './person.ts';

const CHANGES = ['user_changed_number', 'customer_changed_number', 'user_changed_user_id'];

/**
 * A person's number or id became another: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system
 * The entry stands with the old identity, where the conversation so far is. Undefined when the message does
 * not say both.
 */
export function changeOf(
  message: Message,
  item: unknown,
  frame: Omit<Frame, 'contact'>,
  line: Line,
): Interaction | undefined {
  const { success, data } = systemSchema.safeParse(item);
  if (!success || !CHANGES.includes(data.system.type)) return undefined;
  const { wa_id, new_wa_id, user_id, previous_user_id } = data.system;
  const number = wa_id ?? new_wa_id;
  const byNumber = message.from !== undefined && number !== undefined;
  const contact = contactOf(line, { number: byNumber ? message.from : undefined, userId: previous_user_id });
  const to = identityOf(line, byNumber ? { number } : { userId: user_id });
  if (contact === undefined || to === undefined) return undefined;
  return { kind: 'identity-change', ...frame, contact, from: contact.identity, to };
}
