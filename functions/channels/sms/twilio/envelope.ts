import { eventTime } from '../../../interaction/event-time.ts';
import type { Contact } from '../../../interaction/identity.ts';
import { displayName } from '../../../text/display-name.ts';
import { manifest } from './manifest.ts';
import { partyOf } from './party.ts';

/** Twilio's message webhooks carry no time, so that the receive time stands for both. */
export function envelope(account: string, providerInteractionId: string, receivedAt: number) {
  const at = eventTime(undefined, receivedAt);
  return { version: 1, provider: manifest.id, account, providerInteractionId, at, receivedAt: at } as const;
}

/** The customer's side; without an address one contact that is known by this delivery's id alone. */
export function contactAt(
  address: string | undefined,
  name: string | undefined,
  account: string,
  id: string,
): Contact {
  if (!address) {
    const scope = `${manifest.id}/${account}`;
    return { identity: { kind: 'anonymous', scope, value: id }, assurance: 'claimed', address: id };
  }
  const shown = displayName(name);
  return { ...partyOf(address, account), ...(shown !== undefined && { displayName: shown }) };
}
