import type { InteractionEvent, ProviderEvent, RecordedEvent } from '../../functions/interaction/event.ts';

export const RECEIVED_AT = Date.parse('2026-03-04T05:06:07.890Z');

const at = new Date(RECEIVED_AT).toISOString();

export const envelope = {
  version: 1,
  provider: 'chat/example',
  account: 'desk',
  providerInteractionId: 'm-1',
  at,
  receivedAt: at,
} as const;

export const contact = {
  identity: { kind: 'phone', scope: '', value: '+14155550123' },
  assurance: 'verified',
  address: '+14155550123',
} as const;

/** A recorded message of one person at the account `desk`. */
export function messageEvent(text: string, providerInteractionId = 'm-1'): RecordedEvent {
  const interaction = { kind: 'message', direction: 'inbound', contact, text } as const;
  return { type: 'recorded', brand: 'demo', ...envelope, providerInteractionId, interaction };
}

/** The same before intake gave it its brand. */
export function providerEvent(text: string, account = 'desk', providerInteractionId = 'm-1'): ProviderEvent {
  const { brand: _brand, ...event } = messageEvent(text, providerInteractionId);
  return { ...event, account };
}

export function isMessage(event: InteractionEvent): event is RecordedEvent {
  return event.type === 'recorded';
}
