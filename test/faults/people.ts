import type { Identity } from '../../functions/interaction/identity.ts';

/** Somebody with a phone, a Messenger account and a mailbox, whom nothing links yet: three customers. */
export interface Person {
  /** Stands in every id of their messages, and in no one else's. */
  name: string;
  number: number;
  /** E.164, reserved for fiction: +1 <area> 555 01xx. */
  phone: string;
  pageScopedId: string;
  email: string;
  identities: Readonly<Record<'phone' | 'messenger' | 'email', Identity>>;
}

export const PAGE = '108888888888888';
const FIRST_AREA = 201;

/** The person with a number from 0 to 9999; the same number is the same person. */
export function person(number: number): Person {
  const area = FIRST_AREA + Math.floor(number / 100);
  const phone = `+1${area}55501${String(number % 100).padStart(2, '0')}`;
  const name = `person-${String(number).padStart(4, '0')}`;
  const pageScopedId = `7000000000${String(number).padStart(6, '0')}`;
  const email = `${name}@example.com`;
  return {
    name,
    number,
    phone,
    pageScopedId,
    email,
    identities: {
      phone: { kind: 'phone', scope: '', value: phone },
      messenger: { kind: 'messenger', scope: PAGE, value: pageScopedId },
      email: { kind: 'email', scope: '', value: email },
    },
  };
}

/** The people with the numbers from `first` on. */
export function people(first: number, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => person(first + index));
}
