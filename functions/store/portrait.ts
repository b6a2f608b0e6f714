import type { Identity } from '../interaction/identity.ts';
import { ownAddresses } from './addresses.ts';
import { type Fact, readFacts } from './facts.ts';
import type { Head } from './heads.ts';
import {
  type AddressItem,
  addressItem,
  type ConversationItem,
  conversationItem,
  customerItem,
  interactionItem,
  type Member,
  memberItem,
  snapshotItem,
} from './items.ts';
import { journeyEntry } from './journey-entry.ts';
import type { JourneyTable } from './journey-table.ts';
import type { JourneyEntry } from './journey-view.ts';
import {
  ADDRESS,
  addressName,
  conversationKey,
  customerKey,
  identityDigest,
  identityKey,
  interactionKey,
  MEMBER,
  snapshotKey,
} from './keys.ts';
import { mergeTimelines } from './merge-timelines.ts';
import { queryItems } from './query-items.ts';
import { readItems } from './read-items.ts';
import { END } from './timeline.ts';

/** A customer id, its members and its snapshot: one consistent query. Undefined when this brand does not know it. */
export async function readPerson(
  table: JourneyTable,
  brand: string,
  customerId: string,
): Promise<Head | undefined> {
  const key = customerKey(brand, customerId);
  const items = await queryItems(table, key);
  const at = (sk: string) => items.find((item) => item.sk === sk);
  const [item, snapshot] = [at(key.sk), at(snapshotKey(brand, customerId).sk)];
  if (item === undefined || snapshot === undefined) return undefined;
  return {
    item: customerItem.parse(item),
    snapshot: snapshotItem.parse(snapshot),
    members: items
      .filter(({ sk }) => String(sk).startsWith(MEMBER))
      .map((member) => memberItem.parse(member)),
  };
}

/** What is known of one member. */
export interface KnownMember {
  member: Member;
  addresses: AddressItem[];
  facts: Fact[];
}

/** What a context card is made of. */
export interface Portrait {
  members: KnownMember[];
  /** The newest entries over all channels, newest first. */
  entries: JourneyEntry[];
  /** False when there are older entries. */
  isWhole: boolean;
  /** The conversations of the snapshot. */
  conversations: ConversationItem[];
  /** The interactions that opened them, by their id. */
  openings: JourneyEntry[];
}

async function readMember(table: JourneyTable, brand: string, member: Member): Promise<KnownMember> {
  const [addresses, facts] = await Promise.all([
    queryItems(table, identityKey(brand, member.identity), ADDRESS),
    readFacts(table, brand, member),
  ]);
  return {
    member,
    addresses: addresses.map((item) => addressItem.parse(item)),
    facts,
  };
}

async function readConversations(table: JourneyTable, brand: string, { snapshot }: Head) {
  const sets = Object.entries(snapshot.conversations);
  const found = await readItems(table, [
    ...sets.map(([conversationId]) => conversationKey(brand, conversationId)),
    ...sets.map(([, { openedBy }]) => interactionKey(openedBy)),
  ]);
  const there = (items: typeof found) => items.filter((item) => item !== undefined);
  return {
    conversations: there(found.slice(0, sets.length)).map((item) => conversationItem.parse(item)),
    // A conversation opens just before its interaction is recorded.
    openings: there(found.slice(sets.length)).filter((item) => interactionItem.safeParse(item).success),
  };
}

/**
 * Reads what is known of a person, all of it at once: their last entries (`limit` at most), addresses, facts and
 * conversations. Costs two queries a member, one a timeline, and one batch, however long the journey.
 */
export async function readPortrait(
  table: JourneyTable,
  brand: string,
  head: Head,
  limit: number,
): Promise<Portrait> {
  const lanes = head.members.map(({ identity, from, to }) => ({ identity, from, to: to ?? END }));
  const [members, merged, { conversations, openings }] = await Promise.all([
    Promise.all(head.members.map((member) => readMember(table, brand, member))),
    mergeTimelines(table, {
      brand,
      lanes,
      limit,
      cursor: undefined,
      isNewestFirst: true,
      filter: undefined,
    }),
    readConversations(table, brand, head),
  ]);
  const nameOf = (identity: Identity, { provider, account }: Pick<AddressItem, 'provider' | 'account'>) =>
    `${identityDigest(identity)} ${addressName(provider, account)}`;
  const reached = new Map(
    members.flatMap(({ member, addresses }) =>
      addresses.map((address): [string, AddressItem] => [nameOf(member.identity, address), address]),
    ),
  );
  const entryOf = (raw: Record<string, unknown>) => {
    const item = interactionItem.parse(raw);
    return journeyEntry(raw, reached.get(nameOf(item.contact.identity, item)) ?? {});
  };
  return {
    members: members.map((known) => ({ ...known, addresses: ownAddresses(known.member, known.addresses) })),
    entries: merged.items.map(entryOf),
    isWhole: merged.cursor === undefined,
    conversations,
    openings: openings.map(entryOf),
  };
}
