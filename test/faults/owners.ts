import { conversationIdFor, customerIdFor } from '../../functions/store/keys.ts';
import type { Person } from './people.ts';

export const BRAND = 'demo';
const WORDS = /person-\d{4}|cus_[\w-]{22}|cnv_[\w-]{22}|SM[0-9a-f]{32}|\d{11,16}/g;

/** Tells whose something is by the ids in it. */
export type Owners = (text: string) => Person | undefined;

function wordsOf({ person, openers, others = [] }: Owner): string[] {
  const { name, phone, pageScopedId, identities } = person;
  const customers = Object.values(identities).map((identity) => customerIdFor(BRAND, identity, 0));
  const conversations = openers.map((id) => conversationIdFor(BRAND, id));
  return [name, phone.slice(1), pageScopedId, ...customers, ...conversations, ...others];
}

export interface Owner {
  person: Person;
  /** Interactions that may open a conversation. */
  openers: readonly string[];
  /** Ids of theirs in which no name stands. */
  others?: readonly string[];
}

/** Finds the owner of whatever names one of the person's ids, which stand in no one else's. */
export function ownersOf(everyone: readonly Owner[]): Owners {
  const owners = new Map(
    everyone.flatMap((owner) => wordsOf(owner).map((word) => [word, owner.person] as const)),
  );
  return (text) => {
    for (const [word] of text.matchAll(WORDS)) {
      const owner = owners.get(word);
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
}
