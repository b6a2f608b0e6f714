import type { ProviderEvent } from '../../../interaction/event.ts';
import { eventTime } from '../../../interaction/event-time.ts';
import { otherEvent } from '../../other-event.ts';
import { manifest } from './manifest.ts';
import { customerOf } from './party.ts';
import { isOutbound, type Payload } from './payload.ts';

/** One delivery about one call. */
export interface CallDelivery {
  payload: Payload;
  /** The id of the interaction: the parent's for a second leg. */
  callSid: string;
  receivedAt: number;
}

export function envelope(delivery: CallDelivery, time: number | undefined) {
  const { payload, callSid, receivedAt } = delivery;
  return {
    version: 1,
    provider: manifest.id,
    account: payload.account,
    providerInteractionId: callSid,
    at: eventTime(time, receivedAt),
    receivedAt: eventTime(undefined, receivedAt),
  } as const;
}

/** What we have no name for, kept whole under an id of its own: under the call's it would take its place. */
export function unknown(payload: Payload, type: string, receivedAt: number): ProviderEvent {
  const { fields, account } = payload;
  const named = fields.CallSid && (isOutbound(fields) ? fields.To : fields.From);
  const contact = named && fields.CallSid ? customerOf(payload, fields.CallSid) : undefined;
  const direction = isOutbound(fields) ? 'outbound' : 'inbound';
  return otherEvent({ provider: manifest.id, account, receivedAt, type, item: fields, contact, direction });
}
