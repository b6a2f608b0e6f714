import type { Identity } from './identity.ts';

// Apart from identity.ts, so that a webhook bundle gets these without the schemas of the language.

const E164 = /^\+[1-9]\d{6,14}$/;

/** The phone identity of an E.164 number, or undefined when the text is not one. */
export function phoneIdentity(number: string): Identity | undefined {
  return E164.test(number) ? { kind: 'phone', scope: '', value: number } : undefined;
}

const UNVERIFIED = 'unverified';

/** True for an address that somebody only wrote down. */
export function isUnproven({ scope }: Identity): boolean {
  return scope === UNVERIFIED;
}

/**
 * The email identity of an address, compared without case: that of A to Z alone, as the Kelvin sign would become a k
 * and one mailbox another.
 */
export function emailIdentity(address: string, scope: '' | typeof UNVERIFIED = ''): Identity {
  return { kind: 'email', scope, value: address.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) };
}
