import type { ProviderEvent } from '../../../interaction/event.ts';
import { callStates } from './calls.ts';
import { envelopeOf, type Line, otherOf } from './line.ts';
import { statusSchema } from './payload.ts';
import { contactOf } from './person.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
const receiptStatuses = new Map<string, 'sent' | 'delivered' | 'read' | 'failed'>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice message that was listened to.
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** The events of one element of `statuses`: what became of a message or a call of ours. */
export function statusEvents(item: unknown, line: Line): ProviderEvent[] {
  const { success, data } = statusSchema.safeParse(item);
  if (!success) return [otherOf(line, { type: 'statuses', item, direction: 'outbound' })];
  const toGroup = data.recipient_type === 'group';
  const number = toGroup ? data.recipient_participant_id : data.recipient_id;
  const identity = contactOf(line, { number, userId: data.recipient_user_id })?.identity;
  const envelope = { ...envelopeOf(line, data.id, data.timestamp), identity };
  const state = data.type === 'call' ? callStates.get(data.status) : undefined;
  if (state !== undefined) return [{ type: 'call-progress', ...envelope, state }];
  const status = data.type === 'call' ? undefined : receiptStatuses.get(data.status);
  if (status === undefined) return [otherOf(line, { type: 'statuses', item, direction: 'outbound' })];
  const [error] = data.errors ?? [];
  return [{ type: 'receipt', ...envelope, status, ...(status === 'failed' && error && { error }) }];
}
