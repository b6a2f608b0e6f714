import type { callStates, ProviderEvent } from '../../../interaction/event.ts';
import { type CallDelivery, envelope, unknown } from './envelope.ts';
import { gatherEvents } from './gather.ts';
import { customerOf } from './party.ts';
import { isIncomingCall, isOutbound } from './payload.ts';
import { recordingEvents } from './recording.ts';
import { secondsOf, timeOf } from './wire-values.ts';

type CallState = (typeof callStates)[number];

/** https://www.twilio.com/docs/voice/twiml#callstatus-values. Null before anything rings. */
const states = new Map<string, CallState | null>([
  ['queued', null],
  ['initiated', null],
  ['ringing', 'ringing'],
  ['in-progress', 'answered'],
  ['completed', 'completed'],
  ['busy', 'busy'],
  ['no-answer', 'no-answer'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
]);

/** Event time is when the call began: a callback at its end tells how long it took. */
function recorded(delivery: CallDelivery): ProviderEvent {
  const { fields } = delivery.payload;
  const time = timeOf(fields.Timestamp);
  const began = time === undefined ? undefined : time - (secondsOf(fields.CallDuration) ?? 0) * 1000;
  return {
    type: 'recorded',
    ...envelope(delivery, began),
    interaction: {
      kind: 'call',
      direction: isOutbound(fields) ? 'outbound' : 'inbound',
      contact: customerOf(delivery.payload, delivery.callSid),
      ...(fields.ForwardedFrom && { forwardedFrom: fields.ForwardedFrom }),
    },
  };
}

function progress(delivery: CallDelivery, state: CallState): ProviderEvent {
  const { payload, callSid } = delivery;
  const durationSeconds = secondsOf(payload.fields.CallDuration);
  return {
    type: 'call-progress',
    ...envelope(delivery, timeOf(payload.fields.Timestamp)),
    state,
    ...(payload.fields.ParentCallSid ? {} : { identity: customerOf(payload, callSid).identity }),
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
}

/** Of the second leg only that somebody took it matters to the call; its end is not the end of the call. */
export function secondLegEvents(delivery: CallDelivery): ProviderEvent[] {
  return delivery.payload.fields.CallStatus === 'in-progress' ? [progress(delivery, 'answered')] : [];
}

/** An incoming call, a status callback, or a request of a running call for more TwiML. */
export function callEvents(delivery: CallDelivery): ProviderEvent[] {
  const { payload, receivedAt } = delivery;
  const { fields } = payload;
  const state = states.get(fields.CallStatus ?? '');
  if (state === undefined) {
    return [
      unknown(payload, fields.CallStatus ? `CallStatus=${fields.CallStatus}` : 'no CallStatus', receivedAt),
    ];
  }
  // Nothing announces an outgoing call but its callbacks: each records it, and the first one counts.
  const begins = isIncomingCall(fields) || isOutbound(fields);
  return [
    ...(begins ? [recorded(delivery)] : []),
    ...(state === null ? [] : [progress(delivery, state)]),
    ...(fields.RecordingSid ? recordingEvents(delivery) : []),
    ...gatherEvents(delivery),
  ];
}
