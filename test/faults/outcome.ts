import * as z from 'zod';
import { digest } from '../../functions/interaction/ids.ts';
import {
  conversationIdFor,
  customerIdFor,
  identityDigest,
  interactionIdOf,
} from '../../functions/store/keys.ts';
import { smsIdEnd } from './deliveries.ts';
import { BRAND } from './owners.ts';
import type { Person } from './people.ts';
import type { Items } from './table.ts';

const recorded = z.object({ pk: z.string(), at: z.string(), recordedAt: z.string() });
const reached = z.object({ address: z.string(), displayName: z.string().optional() });
const EXPIRY = /"expiresAt":\d+/g;
/** Of four partitions the one that the digest of a conversation's id falls on. */
const DUE = /"DUE#\d"/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Replaces what differs between two people who said the same, and between two runs of the same. */
export type Anonymize = (value: unknown) => unknown;

type Names = [text: string, name: string][];

function namesOf(person: Person): Names {
  const { identities, phone, pageScopedId, name } = person;
  const ofIdentities = Object.entries(identities).flatMap(
    ([kind, identity]): Names => [
      [customerIdFor(BRAND, identity, 0), `customer by ${kind}`],
      [identityDigest(identity), `digest of ${kind}`],
    ],
  );
  return [
    ...ofIdentities,
    [phone.slice(1), 'PHONE'],
    [pageScopedId, 'PSID'],
    [name, 'PERSON'],
    [smsIdEnd(person), 'SID'],
  ];
}

/** Digests of what differs: they differ too. */
function digestsIn(items: Items, plain: (text: string) => string): Names {
  return Object.values(items).flatMap((item): Names => {
    const turn = recorded.safeParse(item).data;
    const address = reached.safeParse(item).data;
    if (turn !== undefined) {
      const id = interactionIdOf(turn);
      return [
        [digest(id), `digest of ${plain(id)}`],
        [conversationIdFor(BRAND, id), `conversation of ${plain(id)}`],
      ];
    }
    if (address === undefined) return [];
    const facts = JSON.stringify([address.address, address.displayName ?? null]);
    return [[digest(facts), `digest of ${plain(facts.replaceAll('"', ''))}`]];
  });
}

/** Times by the stack's clock become what they are the time of; those that a provider gave stay. */
function timesIn(items: Items, startedAt: number, plain: (text: string) => string): Names {
  return Object.values(items).flatMap((item): Names => {
    const turn = recorded.safeParse(item).data;
    if (turn === undefined || Date.parse(turn.at) < startedAt) return [];
    return [[turn.at, `time of ${plain(interactionIdOf(turn))}`]];
  });
}

function replacing(names: Names): (text: string) => string {
  return (text) => names.reduce((result, [part, name]) => result.replaceAll(part, name), text);
}

/** `items` are the person's own, `startedAt` the first time (milliseconds) that is no provider's. */
export function anonymizer(person: Person, items: Items, startedAt: number): Anonymize {
  const own = replacing(namesOf(person));
  const derived = replacing([...digestsIn(items, own), ...timesIn(items, startedAt, own)]);
  return (value) => {
    const text = own(derived(JSON.stringify(value)));
    const timeless = text.replace(TIME, (time) => (Date.parse(time) < startedAt ? time : 'by our clock'));
    return JSON.parse(timeless.replace(EXPIRY, '"expiresAt":"by our clock"').replace(DUE, '"DUE"'));
  };
}
