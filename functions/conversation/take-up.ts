import { HOUR_MS } from '../interaction/time.ts';
import { markReopened } from '../store/conversation-ends.ts';
import { endConversation, joinConversation } from '../store/conversation-items.ts';
import type { ConversationItem, IdentityItem, OpenConversation, Snapshot } from '../store/items.ts';
import { identityDigest } from '../store/keys.ts';
import { type CustomerKey, type Opening, openInSnapshot, touchSnapshot } from '../store/snapshots.ts';
import { endedBy } from './choose.ts';
import type { Conversing, DeskOfTurn } from './conversing.ts';

/** Of what continuing a conversation needs, what this does. */
interface TakingUp extends Pick<Conversing, 'table' | 'windowHours' | 'now'> {
  desk: Pick<DeskOfTurn, 'reopen'>;
}

/**
 * Puts a conversation into a customer's set in place of those that end with it, unless somebody opened another
 * one since the snapshot was read: the snapshot that comes back tells. Throws CustomerMovedError.
 */
export async function enterSet(
  { table, now, windowHours }: Pick<Conversing, 'table' | 'windowHours' | 'now'>,
  customer: CustomerKey,
  snapshot: Snapshot,
  opening: Omit<Opening, 'ended'>,
): Promise<Snapshot> {
  const ended = endedBy(snapshot, now, windowHours * HOUR_MS);
  // Ended before they leave the set: after it nobody would know their last time.
  await Promise.all(ended.map((end) => endConversation(table, customer.brand, end, windowHours)));
  return openInSnapshot(table, customer, snapshot.openings, { ...opening, ended });
}

/** A conversation that is to go on with a turn: as the person's set has it, or else as its item says. */
export interface TakenUp {
  conversationId: string;
  entry: OpenConversation | undefined;
  item: Pick<ConversationItem, 'openedAt' | 'openedBy'> | undefined;
  /** It had ended when this turn came. */
  isOver: boolean;
}

/**
 * Lets a conversation go on that was over, or that is new to this person: they take part, and it stands in their
 * set, so that their next turn on any channel continues it. Before the turn is recorded: from then on nobody may
 * take the conversation for ended. In any order and repetition the same; others may have been faster, which the
 * snapshot that comes back tells. Throws CustomerMovedError.
 */
export async function takeUp(
  conversing: TakingUp,
  customer: CustomerKey,
  person: IdentityItem,
  at: string,
  snapshot: Snapshot,
  { conversationId, entry, item, isOver }: TakenUp,
): Promise<Snapshot> {
  const { table } = conversing;
  const { brand } = customer;
  const by = identityDigest(person.identity);
  const notes = await conversing.desk.reopen(conversationId, isOver);
  if (entry === undefined && item !== undefined) {
    await joinConversation(table, brand, conversationId, person);
    await markReopened(table, brand, conversationId, new Date(conversing.now).toISOString());
    const { openedAt, openedBy } = item;
    const conversation = {
      firstAt: openedAt,
      lastAt: at,
      lastBy: by,
      joined: { [by]: true as const },
      openedBy,
      ...notes,
    };
    return enterSet(conversing, customer, snapshot, { conversationId, conversation });
  }
  await markReopened(table, brand, conversationId, new Date(conversing.now).toISOString());
  const last = entry === undefined || at > entry.lastAt ? { at, by } : undefined;
  return touchSnapshot(table, customer, conversationId, {
    last,
    reopened: entry?.closedAt,
    notes,
    renews: true,
  });
}
