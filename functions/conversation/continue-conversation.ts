import { isUnproven } from '../interaction/address-identity.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId } from '../interaction/ids.ts';
import { HOUR_MS } from '../interaction/time.ts';
import { createConversation, joinConversation, lapseOf } from '../store/conversation-items.ts';
import { noteCopied } from '../store/copied.ts';
import type { Aside, EpochItem, IdentityItem, OpenConversation, Snapshot } from '../store/items.ts';
import { conversationIdFor, identityDigest } from '../store/keys.ts';
import { type CustomerKey, customerOf } from '../store/snapshots.ts';
import { neighbours } from '../store/timeline.ts';
import { contention, MAX_TRIES } from '../store/update.ts';
import { asideOf, isAutomatic, isCourtesyOf, type Standing } from './aside.ts';
import { type Candidate, choose, nearest } from './choose.ts';
import { type Conversing, isPast } from './conversing.ts';
import { type Referred, referredConversation } from './referred.ts';
import { enterSet, takeUp } from './take-up.ts';

export type { Conversing } from './conversing.ts';

interface Place {
  conversationId: string;
  /** Its entry in the snapshot's set; undefined when it stands there no more. */
  conversation: OpenConversation | undefined;
  /** Set when the interaction explicitly refers to it. */
  referred?: Referred | undefined;
}

/** An interaction that looks for its conversation, and whose it is. */
interface Arrival {
  event: RecordedEvent;
  person: IdentityItem | EpochItem;
  customer: CustomerKey;
  candidate: Candidate;
  /** The customer's conversations as they stood before. */
  before: Snapshot;
}

/** Where an interaction belongs, before it is recorded. */
export interface Continued {
  /** Undefined for what a machine wrote outside of every conversation. */
  conversationId: string | undefined;
  aside: Aside | undefined;
  snapshot: Snapshot;
}

/**
 * Where an interaction belongs: a conversation of the set that covers its time; for one that comes in long after
 * (a redrive, a wrong clock) the one its own identity was in around that time, even if it has lapsed.
 */
async function find(
  conversing: Conversing,
  snapshot: Snapshot,
  { candidate, customer, person }: Arrival,
): Promise<Place | undefined> {
  const windowMs = conversing.windowHours * HOUR_MS;
  const choice = choose(snapshot, candidate, windowMs);
  if (choice?.isOwn || !isPast(candidate.at, conversing)) return choice;
  const around = await neighbours(conversing.table, customer.brand, candidate.identity, candidate.at);
  // What the address said while it was somebody else's is not theirs.
  const own = around.filter(({ at }) => at >= person.from && !('to' in person && at >= person.to));
  const conversationId = nearest(own, candidate.at, windowMs)?.conversationId;
  if (conversationId === undefined) return choice;
  return { conversationId, conversation: snapshot.conversations[conversationId] };
}

/** How the conversation stood when the interaction happened. */
function standingOf({ conversation, referred }: Place, at: string, windowHours: number): Standing {
  const { item } = referred ?? {};
  const isClosed =
    conversation === undefined ? item?.status === 'closed' : conversation.closedAt !== undefined;
  const lastAt = conversation?.lastAt ?? (item?.status === 'open' ? undefined : item?.lastAt);
  return { isClosed, isOver: isClosed || (lastAt !== undefined && at > lapseOf(lastAt, windowHours)) };
}

/** Opens a conversation, unless somebody was faster: the snapshot that comes back tells. */
async function open(
  conversing: Conversing,
  snapshot: Snapshot,
  { candidate, customer }: Arrival,
): Promise<Snapshot> {
  const { at, identity, interactionId: openedBy } = candidate;
  const notes = await conversing.desk.news({});
  return enterSet(conversing, customer, snapshot, {
    conversationId: conversationIdFor(customer.brand, openedBy),
    conversation: {
      firstAt: at,
      lastAt: at,
      lastBy: identityDigest(identity),
      joined: {},
      openedBy,
      ...notes,
    },
  });
}

/** Writes the items of a conversation that its entry in the set does not vouch for yet. */
async function join(
  conversing: Conversing,
  { conversationId, conversation, referred }: Place,
  { candidate, customer, person, before }: Arrival,
): Promise<void> {
  const isKnown =
    conversation === undefined
      ? referred === undefined
      : identityDigest(candidate.identity) in conversation.joined;
  if (isKnown) return;
  const { table, windowHours } = conversing;
  if (conversation !== undefined && Object.keys(conversation.joined).length === 0) {
    const { firstAt, lastAt, openedBy } = conversation;
    const opening = { conversationId, openedBy, openedAt: firstAt, notes: conversation, before };
    await createConversation(table, customer.brand, {
      conversationId,
      customerId: customer.customerId,
      openedBy,
      openedAt: firstAt,
      windowHours,
      ...(await conversing.desk.open(opening)),
      ...(isPast(lastAt, conversing) ? { status: 'lapsed', lastAt } : { status: 'open' }),
    });
  }
  await joinConversation(table, customer.brand, conversationId, person);
}

/** A mail's To and Cc may join by an answer; what proves nothing about its sender proves nothing about them. */
async function invite(conversing: Conversing, conversationId: string, { event }: Arrival): Promise<void> {
  const { participants = [] } = event.interaction;
  const proven = participants.map(({ identity }) => identity).filter((identity) => !isUnproven(identity));
  await noteCopied(conversing.table, event.brand, conversationId, proven);
}

/**
 * One try to settle in a place. Not settled, with the snapshot as it stands now, when the conversation had to be
 * taken up first: then it is looked for again.
 */
async function settle(
  conversing: Conversing,
  place: Place,
  snapshot: Snapshot,
  arrival: Arrival,
): Promise<{ snapshot: Snapshot; aside?: Aside | undefined; isSettled: boolean }> {
  const { event, person } = arrival;
  const { conversationId, conversation: entry, referred } = place;
  const standing = standingOf(place, event.at, conversing.windowHours);
  const isOld = isPast(event.at, conversing);
  const aside = asideOf(event, standing, isOld);
  const isMissing = entry === undefined && referred?.item !== undefined;
  if (aside === undefined && !isOld && (standing.isOver || isMissing)) {
    const taken = { conversationId, entry, item: referred?.item, isOver: standing.isOver };
    return {
      snapshot: await takeUp(conversing, arrival.customer, person, event.at, snapshot, taken),
      isSettled: false,
    };
  }
  await join(conversing, place, arrival);
  if (aside === undefined) await invite(conversing, conversationId, arrival);
  return { snapshot, aside, isSettled: true };
}

async function findPlace(
  conversing: Conversing,
  snapshot: Snapshot,
  arrival: Arrival,
  references: readonly string[],
): Promise<Place | undefined> {
  const { event, person } = arrival;
  const referred = await referredConversation(conversing.table, event, person, snapshot, references);
  // What a machine wrote has nothing to do with what is open, unless it says so.
  if (referred === undefined) return isAutomatic(event) ? undefined : find(conversing, snapshot, arrival);
  const { conversationId } = referred;
  return { conversationId, conversation: snapshot.conversations[conversationId], referred };
}

/**
 * Continues the conversation an interaction belongs to: the one it explicitly refers to, of `references`;
 * else the person's open one inside the window, on whatever channel that began; else it opens one. Nothing is
 * doubled by a retry: the id of a new conversation follows from the interaction that opens it.
 * Throws CustomerMovedError, and DeliveryError (retryable) when others kept opening.
 */
export async function continueConversation(
  conversing: Conversing,
  person: IdentityItem | EpochItem,
  event: RecordedEvent,
  read: Snapshot,
  references: readonly string[] = [],
): Promise<Continued> {
  const { brand, at } = event;
  const identity = person.identity;
  const candidate = { interactionId: interactionId(event), identity, at, isCourtesy: isCourtesyOf(event) };
  const arrival = { event, person, customer: customerOf(brand, person), candidate, before: read };
  let snapshot = read;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const place = await findPlace(conversing, snapshot, arrival, references);
    if (place !== undefined) {
      const { isSettled, aside, snapshot: after } = await settle(conversing, place, snapshot, arrival);
      if (isSettled) return { conversationId: place.conversationId, aside, snapshot: after };
      snapshot = after;
    } else {
      if (isAutomatic(event)) return { conversationId: undefined, aside: 'automatic', snapshot };
      snapshot = await open(conversing, snapshot, arrival);
    }
  }
  throw contention('snapshot');
}
