import type { Identity } from '../interaction/identity.ts';
import { coverTime } from '../store/conversation-items.ts';
import type { OpenConversation, Snapshot } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { identityDigest } from '../store/keys.ts';
import { type CustomerKey, type Touch, touchSnapshot } from '../store/snapshots.ts';
import { contention, MAX_TRIES } from '../store/update.ts';

/** A recorded interaction, as far as its conversation is concerned. */
export interface Turn {
  conversationId: string;
  identity: Identity;
  at: string;
}

/** What a conversation's entry lacks of a turn; undefined when it knows it. */
function lacking(conversation: OpenConversation, { identity, at }: Turn): Touch | undefined {
  const own = identityDigest(identity);
  const { lastAt, lastBy } = conversation;
  const isLast = at > lastAt || (at === lastAt && own > lastBy);
  const touch = {
    last: isLast ? { at, by: own } : undefined,
    firstAt: at < conversation.firstAt ? at : undefined,
    joined: own in conversation.joined ? undefined : own,
  };
  return Object.values(touch).some((part) => part !== undefined) ? touch : undefined;
}

/**
 * Lets the conversation know of a recorded turn: its times and who is in it. Writes only what the snapshot as
 * read lacks, so a duplicate writes nothing. A conversation that left the set keeps its span on its own item.
 * Throws CustomerMovedError.
 */
export async function keepUp(
  table: JourneyTable,
  customer: CustomerKey,
  turn: Turn,
  read: Snapshot,
): Promise<void> {
  const { conversationId, at } = turn;
  let snapshot = read;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const conversation = snapshot.conversations[conversationId];
    if (conversation === undefined) return coverTime(table, customer.brand, conversationId, at);
    const touch = lacking(conversation, turn);
    if (touch === undefined) return;
    if (touch.firstAt !== undefined) await coverTime(table, customer.brand, conversationId, at);
    snapshot = await touchSnapshot(table, customer, conversationId, touch);
  }
  throw contention('snapshot');
}
