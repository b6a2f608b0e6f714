import type { ProviderEvent } from '../../../interaction/event.ts';
import { otherEvent } from '../../other-event.ts';
import { receiptOf } from './delivery-status.ts';
import { contactAt, envelope } from './envelope.ts';
import { manifest } from './manifest.ts';
import { partyOf } from './party.ts';
import type { Payload } from './payload.ts';

/** Under an id of its own: under the message's it would take the message's place. */
function unknownStatus(payload: Payload, status: string, account: string, receivedAt: number): ProviderEvent {
  return otherEvent({
    provider: manifest.id,
    account,
    receivedAt,
    type: `MessageStatus=${status}`,
    item: payload,
    contact: payload.To ? contactAt(payload.To, undefined, account, payload.To) : undefined,
    direction: 'outbound',
  });
}

/** A status callback: what became of a message of ours. A status we do not know is kept as `other`. */
export function receipt(
  payload: Payload,
  status: string,
  account: string,
  receivedAt: number,
): ProviderEvent {
  const id = payload.MessageSid || payload.SmsSid;
  const receiptStatus = receiptOf(status);
  if (!id || receiptStatus === undefined) return unknownStatus(payload, status, account, receivedAt);
  const title = payload.ErrorMessage || undefined;
  const error = { code: payload.ErrorCode || status, ...(title !== undefined && { title }) };
  return {
    type: 'receipt',
    ...envelope(account, id, receivedAt),
    status: receiptStatus,
    ...(payload.To && { identity: partyOf(payload.To, account).identity }),
    ...(receiptStatus === 'failed' && { error }),
  };
}
