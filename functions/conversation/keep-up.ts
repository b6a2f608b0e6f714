import { markReopened } from '../store/conversation-ends.ts';
import { coverTime } from '../store/conversation-items.ts';
import type { Recorded } from '../store/interaction-state.ts';
import type { OpenConversation, Snapshot } from '../store/items.ts';
import { identityDigest } from '../store/keys.ts';
import { type CustomerKey, type Touch, touchSnapshot } from '../store/snapshots.ts';
import { contention, MAX_TRIES } from '../store/update.ts';
import type { Conversing } from './conversing.ts';

/** What a conversation's entry lacks of a turn; undefined when it knows it. */
function lacking(
  conversation: OpenConversation,
  { identity, at }: Recorded,
  isUnseen: boolean,
  { asked, notes }: Pick<Touch, 'asked' | 'notes'>,
): Touch | undefined {
  const own = identityDigest(identity);
  const { lastAt, lastBy, closedAt } = conversation;
  const isLast = at > lastAt || (at === lastAt && own > lastBy);
  const touch: Touch = {
    last: isLast ? { at, by: own } : undefined,
    firstAt: at < conversation.firstAt ? at : undefined,
    joined: own in conversation.joined ? undefined : own,
    reopened: isUnseen ? closedAt : undefined,
    asked,
    notes,
  };
  return Object.values(touch).some((part) => part !== undefined) ? touch : undefined;
}

/**
 * Lets the conversation know of a recorded turn: its times and who is in it. Writes only what the snapshot as
 * read lacks, so a duplicate writes nothing. A conversation that left the set keeps its span on its own item; what
 * was said aside is heard there alone. What asks for an answer reopens what was closed without having seen it:
 * while it was being recorded (`isNew`), or before. Throws CustomerMovedError.
 */
export async function keepUp(
  { table, now, desk }: Pick<Conversing, 'table' | 'now' | 'desk'>,
  customer: CustomerKey,
  turn: Recorded,
  read: Snapshot,
  { isNew, asks }: { isNew: boolean; asks: boolean },
): Promise<void> {
  const { conversationId, at } = turn;
  if (conversationId === undefined) return;
  if (turn.aside !== undefined) return coverTime(table, customer.brand, conversationId, at, true);
  let snapshot = read;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const conversation = snapshot.conversations[conversationId];
    if (conversation === undefined) return coverTime(table, customer.brand, conversationId, at);
    const { closedAt } = conversation;
    const isUnseen = asks && closedAt !== undefined && (isNew || turn.recordedAt > closedAt);
    const news = isUnseen ? undefined : await desk.news(conversation);
    const asked = desk.asksLater(conversation);
    const touch = lacking(conversation, turn, isUnseen, { asked, notes: news });
    if (touch === undefined) return;
    if (touch.firstAt !== undefined) await coverTime(table, customer.brand, conversationId, at);
    // The set is told last: what it notes has been done.
    if (news !== undefined) await desk.tell(conversationId, news);
    if (isUnseen) {
      touch.notes = await desk.reopen(conversationId, true);
      touch.renews = true;
      await markReopened(table, customer.brand, conversationId, new Date(now).toISOString());
    }
    snapshot = await touchSnapshot(table, customer, conversationId, touch);
  }
  throw contention('snapshot');
}
