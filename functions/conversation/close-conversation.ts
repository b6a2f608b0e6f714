import { NotFoundError } from '../errors.ts';
import { markClosed } from '../store/conversation-ends.ts';
import type { ConversationItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { customersOf, readParticipants } from '../store/participants.ts';
import { closeInSnapshot } from '../store/snapshots.ts';
import { contention, MAX_TRIES } from '../store/update.ts';

/** A closing as somebody asks for it. */
export interface Closing {
  brand: string;
  conversationId: string;
  /** Whose token asked. */
  by: string;
  reason: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Marks it as closed wherever it stands open; false when people changed meanwhile. */
async function closeForAll(
  table: JourneyTable,
  { brand, conversationId }: Closing,
  customerId: string,
  closedAt: string,
): Promise<boolean> {
  const participants = await readParticipants(table, brand, conversationId);
  const people = new Set([customerId, ...(await customersOf(table, brand, participants))]);
  const results = await Promise.all(
    [...people].map((id) => closeInSnapshot(table, { brand, customerId: id }, conversationId, closedAt)),
  );
  // An alias has nothing in its set; whom it stands for is among the participants.
  return [...people].every((id, index) => results[index] === true || id === customerId);
}

/**
 * Closes a conversation for everybody in it: what is said after it as thanks or goodbye moves nothing, a question
 * opens it again. The same again, from the same hand or another, changes nothing while it stays closed. Resolves to
 * the closing that holds. Throws NotFoundError, and DeliveryError (retryable) when its people kept changing.
 */
export async function closeConversation(
  table: JourneyTable,
  closing: Closing,
): Promise<NonNullable<ConversationItem['closed']>> {
  const { brand, conversationId, by, reason, now } = closing;
  const at = new Date(now).toISOString();
  const item = await markClosed(table, brand, conversationId, { at, by, reason });
  if (item?.closed === undefined) throw new NotFoundError('This brand has no conversation with this id');
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    if (await closeForAll(table, closing, item.customerId, item.closed.at)) return item.closed;
  }
  throw contention('customer');
}
