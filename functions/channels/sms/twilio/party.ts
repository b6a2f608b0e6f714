import { phoneIdentity } from '../../../interaction/address-identity.ts';
import type { Contact } from '../../../interaction/identity.ts';

/** How Twilio writes an address that is not a phone number on the SMS network. */
const PREFIXED = /^(whatsapp|messenger|rcs):(.+)$/;

type Party = Pick<Contact, 'identity' | 'assurance' | 'address'>;

/**
 * The customer behind an address: a number is a phone; short codes and alphanumeric senders are known inside
 * one of our accounts alone. The SMS network asserts a sender; WhatsApp and Messenger prove theirs.
 */
export function partyOf(address: string, account: string): Party {
  const [, network, inside = ''] = PREFIXED.exec(address) ?? [];
  if (network === 'messenger') {
    return { identity: { kind: 'messenger', scope: account, value: inside }, assurance: 'verified', address };
  }
  const phone = phoneIdentity(network === undefined ? address : inside);
  if (phone !== undefined) {
    return { identity: phone, assurance: network === 'whatsapp' ? 'verified' : 'asserted', address };
  }
  return { identity: { kind: 'sender-id', scope: account, value: address }, assurance: 'asserted', address };
}
