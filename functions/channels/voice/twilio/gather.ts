import type { ProviderEvent } from '../../../interaction/event.ts';
import { digest } from '../../../interaction/ids.ts';
import { canonicalJson } from '../../../text/canonical-json.ts';
import { type CallDelivery, envelope } from './envelope.ts';
import { customerOf } from './party.ts';
import { answersGather } from './payload.ts';

type Said = { kind: 'postback'; title: string; payload: string } | { kind: 'message'; text: string };

/**
 * Keys pressed or words said are turns of their own that refer to their call. The same key may be pressed twice in a
 * call, so the id takes in what tells one request of Twilio from another; never the keys, which may be secret.
 */
function turn(delivery: CallDelivery, said: Said): ProviderEvent {
  const { payload, callSid } = delivery;
  const id = digest(canonicalJson([said.kind, payload.deliveryId ?? payload.fields]));
  return {
    type: 'recorded',
    ...envelope(delivery, undefined),
    providerInteractionId: `${callSid}/gather/${id}`,
    interaction: {
      // Whoever calls whom, these are the words and keys of the other side.
      direction: 'inbound',
      contact: customerOf(payload, callSid),
      replyTo: callSid,
      ...said,
    },
  };
}

/** What answered a `<Gather>`. https://www.twilio.com/docs/voice/twiml/gather#action */
export function gatherEvents(delivery: CallDelivery): ProviderEvent[] {
  const { Digits, SpeechResult } = delivery.payload.fields;
  if (!answersGather(delivery.payload.fields)) return [];
  return [
    ...(Digits ? [turn(delivery, { kind: 'postback', title: 'Keys', payload: Digits })] : []),
    ...(SpeechResult ? [turn(delivery, { kind: 'message', text: SpeechResult })] : []),
  ];
}
