import type { RecordedEvent } from '../interaction/event.ts';
import {
  type ConversationItem,
  conversationItem,
  type IdentityItem,
  participantItem,
  type Snapshot,
} from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { conversationKey, identityDigest, participantKey } from '../store/keys.ts';
import { customersOf, readParticipants } from '../store/participants.ts';
import { readItems } from '../store/read-items.ts';

/** A conversation that an interaction explicitly refers to, and that its person may join. */
export interface Referred {
  conversationId: string;
  /** As read; undefined when the person's own set vouches for it. */
  item: ConversationItem | undefined;
}

/** A mail's thread can be long: more than so many conversations are never looked at. */
const MAX_CONVERSATIONS = 4;

interface Found {
  conversationId: string;
  item: ConversationItem;
  /** The epoch in which the identity took part, if it did. */
  epoch: number | undefined;
}

async function readFound(
  table: JourneyTable,
  brand: string,
  person: IdentityItem,
  ids: readonly string[],
): Promise<Found[]> {
  const keys = ids.flatMap((id) => [conversationKey(brand, id), participantKey(brand, id, person.identity)]);
  const items = await readItems(table, keys);
  return ids.flatMap((conversationId, index) => {
    const [item, participant] = items.slice(index * 2);
    if (item === undefined) return [];
    const epoch = participant && participantItem.parse(participant).epoch;
    return [{ conversationId, item: conversationItem.parse(item), epoch }];
  });
}

/**
 * Who knows an id proves nothing by it: a participant may join, on whichever of their identities, and whoever a
 * mail in it was sent to. What we send joins where we say.
 */
async function mayJoin(
  table: JourneyTable,
  event: RecordedEvent,
  person: IdentityItem,
  { conversationId, item, epoch }: Found,
): Promise<boolean> {
  if (event.interaction.direction === 'outbound' || epoch === person.epoch) return true;
  if (item.copied?.[identityDigest(person.identity)] !== undefined) return true;
  const participants = await readParticipants(table, event.brand, conversationId);
  return (await customersOf(table, event.brand, participants)).includes(person.customerId);
}

/**
 * The conversation that an interaction explicitly refers to: the first of `ids` that there is and that the person
 * may join. Undefined when there is none: then time decides. One read call, or none when it stands in the set.
 */
export async function referredConversation(
  table: JourneyTable,
  event: RecordedEvent,
  person: IdentityItem,
  snapshot: Snapshot,
  ids: readonly string[],
): Promise<Referred | undefined> {
  const candidates = ids.slice(0, MAX_CONVERSATIONS);
  const isInSet = (id: string) => id in snapshot.conversations;
  const [first] = candidates;
  if (first === undefined) return undefined;
  if (isInSet(first)) return { conversationId: first, item: undefined };
  for (const found of await readFound(table, event.brand, person, candidates)) {
    if (isInSet(found.conversationId) || (await mayJoin(table, event, person, found))) return found;
  }
  return undefined;
}
