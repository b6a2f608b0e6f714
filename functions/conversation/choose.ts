import type { Identity } from '../interaction/identity.ts';
import type { Ending } from '../store/conversation-items.ts';
import type { OpenConversation, Snapshot } from '../store/items.ts';
import { identityDigest } from '../store/keys.ts';

/** An interaction that looks for its conversation. */
export interface Candidate {
  interactionId: string;
  identity: Identity;
  /** Event time. */
  at: string;
  /** Thanks or a goodbye: it may belong to what an agent has closed, before anything that is open. */
  isCourtesy?: boolean;
}

export interface Choice {
  conversationId: string;
  conversation: OpenConversation;
  /** The identity's own: it opened it or has joined it. */
  isOwn: boolean;
}

/** True when the time lies in the conversation's span or within the window before or behind it. */
export function covers(
  conversation: { firstAt: string; lastAt: string; closedAt?: string | undefined },
  at: string,
  windowMs: number,
): boolean {
  const time = Date.parse(at);
  return (
    time >= Date.parse(conversation.firstAt) - windowMs && time <= Date.parse(lastOf(conversation)) + windowMs
  );
}

/** When a conversation was last heard of: by its people, or by the agent who closed it. */
export function lastOf({ lastAt, closedAt = lastAt }: { lastAt: string; closedAt?: string | undefined }) {
  return closedAt > lastAt ? closedAt : lastAt;
}

/**
 * What this very interaction opened comes first (a retry), then what is open before what was closed, then the
 * identity's own, then the latest.
 */
function compare(candidate: Candidate, left: Choice, right: Choice): number {
  const rank = ({ conversation, isOwn }: Choice) =>
    (conversation.openedBy === candidate.interactionId ? 4 : 0) +
    (conversation.closedAt === undefined && candidate.isCourtesy !== true ? 2 : 0) +
    (isOwn ? 1 : 0);
  if (rank(left) !== rank(right)) return rank(right) - rank(left);
  const [first, second] = [lastOf(left.conversation), lastOf(right.conversation)];
  if (first !== second) return first > second ? -1 : 1;
  return left.conversationId < right.conversationId ? -1 : 1;
}

/** The open conversation that an interaction continues, or undefined when none covers its time. Pure. */
export function choose(snapshot: Snapshot, candidate: Candidate, windowMs: number): Choice | undefined {
  const own = identityDigest(candidate.identity);
  return Object.entries(snapshot.conversations)
    .map(([conversationId, conversation]) => {
      const isOwn = own in conversation.joined || conversation.openedBy === candidate.interactionId;
      return { conversationId, conversation, isOwn };
    })
    .filter(({ conversation }) => covers(conversation, candidate.at, windowMs))
    .sort((left, right) => compare(candidate, left, right))[0];
}

/** How many conversations a snapshot holds at most: each is some 180 bytes of an item that every message writes. */
const MAX_OPEN = 6;

/**
 * The conversations that end when another opens: the lapsed ones, and the oldest when there are too many; those
 * that an agent closed go first.
 */
export function endedBy(snapshot: Snapshot, now: number, windowMs: number): Ending[] {
  const isClosed = ([, { closedAt }]: [string, OpenConversation]) => closedAt !== undefined;
  const latestFirst = Object.entries(snapshot.conversations).sort(
    (left, right) =>
      Number(isClosed(left)) - Number(isClosed(right)) || (left[1].lastAt > right[1].lastAt ? -1 : 1),
  );
  return latestFirst
    .filter(
      ([, conversation], index) => Date.parse(lastOf(conversation)) + windowMs < now || index >= MAX_OPEN - 1,
    )
    .map(([conversationId, { lastAt, closedAt }]) => ({
      conversationId,
      lastAt,
      status: closedAt === undefined ? 'lapsed' : 'closed',
    }));
}

/** Of the entries around a time the nearest inside the window; of two as near the earlier. Pure. */
export function nearest<Entry extends { at: string }>(
  entries: readonly Entry[],
  at: string,
  windowMs: number,
): Entry | undefined {
  const distance = (entry: Entry) => Math.abs(Date.parse(entry.at) - Date.parse(at));
  return entries
    .filter((entry) => distance(entry) <= windowMs)
    .sort((left, right) => distance(left) - distance(right) || (left.at < right.at ? -1 : 1))[0];
}
