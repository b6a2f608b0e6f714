import type { Channel } from '../interaction/identity.ts';
import { lapseOf } from '../store/conversation-items.ts';
import type { Snapshot } from '../store/items.ts';
import type { JourneyEntry } from '../store/journey-view.ts';
import { channelOf, identityDigest } from '../store/keys.ts';
import type { Portrait } from '../store/portrait.ts';
import { saidIn } from './card-turns.ts';
import { excerpt } from './excerpt.ts';

export interface CardConversation {
  conversationId: string;
  status: 'open' | 'lapsed' | 'closed';
  /** Where it began; it may go on anywhere. */
  channel: Channel;
  openedAt: string;
  lastAt: string;
  agentQueue: string;
  priority: number;
  assignee?: string | undefined;
  /** Why they are here: the beginning of the first thing they said in it. */
  why?: string;
}

const MAX_WHY = 280;

function statusOf(entry: Snapshot['conversations'][string], windowHours: number, now: number) {
  if (entry.closedAt !== undefined) return 'closed';
  return Date.parse(lapseOf(entry.lastAt, windowHours)) < now ? 'lapsed' : 'open';
}

/** Of this person: on an address while it was theirs, or given to them by somebody's decision. */
function isOwn({ contact, reassigned, at }: JourneyEntry, { members }: Portrait): boolean {
  const owner = identityDigest(reassigned?.at(-1)?.to ?? contact.identity);
  return members.some(
    ({ member: { identity, from, to } }) =>
      identityDigest(identity) === owner && from <= at && (to === undefined || at < to),
  );
}

/** The person's own first words in a conversation; what somebody else said who takes part is not theirs to show. */
function whyOf(
  conversationId: string,
  opening: JourneyEntry | undefined,
  portrait: Portrait,
): string | undefined {
  const candidates = [
    ...(opening === undefined ? [] : [opening]),
    ...portrait.entries.filter((entry) => entry.conversationId === conversationId).reverse(),
  ];
  const said = candidates
    .filter((entry) => entry.direction === 'inbound' && isOwn(entry, portrait))
    .map(saidIn)
    .find((text) => text !== undefined && text.trim() !== '');
  return said && excerpt(said, MAX_WHY);
}

/** The conversations of the snapshot, the latest first: open ones, and those that ended and that nothing followed yet. Pure. */
export function cardConversations(portrait: Portrait, snapshot: Snapshot, now: number): CardConversation[] {
  return portrait.conversations
    .flatMap((item): CardConversation[] => {
      const { conversationId, openedAt, openedBy, agentQueue, priority, assignee, windowHours } = item;
      const entry = snapshot.conversations[conversationId];
      if (entry === undefined) return [];
      const opening = portrait.openings.find(({ interactionId }) => interactionId === openedBy);
      const why = whyOf(conversationId, opening, portrait);
      return [
        {
          conversationId,
          status: statusOf(entry, windowHours, now),
          channel: channelOf(openedBy),
          openedAt,
          lastAt: entry.lastAt,
          agentQueue,
          priority,
          assignee,
          ...(why !== undefined && { why }),
        },
      ];
    })
    .sort((left, right) => (left.lastAt > right.lastAt ? -1 : 1));
}
