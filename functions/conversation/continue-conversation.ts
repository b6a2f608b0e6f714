import type { RecordedEvent } from '../interaction/event.ts';
import type { Channel } from '../interaction/identity.ts';
import { interactionId } from '../interaction/ids.ts';
import { closeConversation, createConversation, joinConversation } from '../store/conversation-items.ts';
import type { ConversationItem, IdentityItem, Snapshot } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { channelOf, conversationIdFor, identityDigest } from '../store/keys.ts';
import { type CustomerKey, customerOf, openInSnapshot } from '../store/snapshots.ts';
import { neighbours } from '../store/timeline.ts';
import { contention, MAX_TRIES } from '../store/update.ts';
import { type Candidate, type Choice, choose, endedBy, nearest } from './choose.ts';

export const HOUR_MS = 3_600_000;

/** What continuing a conversation needs beyond the event. */
export interface Conversing {
  table: JourneyTable;
  windowHours: number;
  /** Milliseconds since 1970, by the router's clock: a redriven event says only when it was received. */
  now: number;
  /** Where a conversation that opens on a channel is worked on. */
  assign(channel: Channel): Pick<ConversationItem, 'agentQueue' | 'priority'>;
}

interface Place {
  conversationId: string;
  /** Undefined when it is no longer in the snapshot's set. */
  conversation?: Choice['conversation'] | undefined;
}

function isOver(lastAt: string, { now, windowHours }: Conversing): boolean {
  return Date.parse(lastAt) + windowHours * HOUR_MS < now;
}

/**
 * Where an interaction belongs: a conversation of the set that covers its time; for one that comes in long after
 * (a redrive, a wrong clock) the one its own identity was in around that time, even if it has lapsed.
 */
async function find(
  conversing: Conversing,
  snapshot: Snapshot,
  candidate: Candidate,
  brand: string,
): Promise<Place | undefined> {
  const windowMs = conversing.windowHours * HOUR_MS;
  const choice = choose(snapshot, candidate, windowMs);
  if (choice?.isOwn || !isOver(candidate.at, conversing)) return choice;
  const around = await neighbours(conversing.table, brand, candidate.identity, candidate.at);
  const conversationId = nearest(around, candidate.at, windowMs)?.conversationId;
  if (conversationId === undefined) return choice;
  return { conversationId, conversation: snapshot.conversations[conversationId] };
}

/** Opens a conversation, unless somebody was faster: the snapshot that comes back tells. */
async function open(
  { table, now, windowHours }: Conversing,
  snapshot: Snapshot,
  candidate: Candidate,
  customer: CustomerKey,
): Promise<Snapshot> {
  const { at, identity, interactionId: openedBy } = candidate;
  const ended = endedBy(snapshot, now, windowHours * HOUR_MS);
  // Closed before they leave the set: after it nobody would know their last time.
  await Promise.all(
    ended.map((end) => closeConversation(table, customer.brand, end.conversationId, end.lastAt, windowHours)),
  );
  return openInSnapshot(table, customer, snapshot.openings, {
    conversationId: conversationIdFor(customer.brand, openedBy),
    conversation: { firstAt: at, lastAt: at, lastBy: identityDigest(identity), joined: {}, openedBy },
    ended,
  });
}

/** Writes the items of a conversation that its entry in the set does not vouch for yet. */
async function join(
  conversing: Conversing,
  { conversationId, conversation }: Place,
  candidate: Candidate,
  customer: CustomerKey,
): Promise<void> {
  if (conversation === undefined || identityDigest(candidate.identity) in conversation.joined) return;
  const { table, windowHours } = conversing;
  const { firstAt, lastAt, openedBy, joined } = conversation;
  if (Object.keys(joined).length === 0) {
    await createConversation(table, customer.brand, {
      conversationId,
      customerId: customer.customerId,
      openedBy,
      openedAt: firstAt,
      windowHours,
      ...conversing.assign(channelOf(openedBy)),
      ...(isOver(lastAt, conversing) ? { status: 'lapsed', lastAt } : { status: 'open' }),
    });
  }
  await joinConversation(table, customer.brand, conversationId, candidate.identity);
}

/**
 * Continues the conversation an interaction belongs to, on whatever channel that began, or opens one. Nothing is
 * doubled by a retry: the id of a new conversation follows from the interaction that opens it.
 * Throws CustomerMovedError, and DeliveryError (retryable) when others kept opening.
 */
export async function continueConversation(
  conversing: Conversing,
  person: IdentityItem,
  event: RecordedEvent,
  read: Snapshot,
): Promise<{ conversationId: string; snapshot: Snapshot }> {
  const { brand, at } = event;
  const candidate = { interactionId: interactionId(event), identity: person.identity, at };
  const customer = customerOf(brand, person);
  let snapshot = read;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const place = await find(conversing, snapshot, candidate, brand);
    if (place !== undefined) {
      await join(conversing, place, candidate, customer);
      return { conversationId: place.conversationId, snapshot };
    }
    snapshot = await open(conversing, snapshot, candidate, customer);
  }
  throw contention('snapshot');
}
