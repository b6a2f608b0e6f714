import { HOUR_MS } from '../interaction/time.ts';
import type { JourneyEntry } from '../store/journey-view.ts';
import { isAside, isTheirs } from './channel-switches.ts';

/** The person came again for the same: we had not answered, or what we said did not end it. */
export interface RepeatContact {
  interactionId: string;
  at: string;
  /**
   * `unanswered`: on another channel, or by another call, before we had answered. `came-back`: soon after another
   * conversation. `reopened`: after we had closed this one.
   */
  why: 'unanswered' | 'came-back' | 'reopened';
  /** The conversation they came back from. */
  after?: string;
}

function hoursBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / HOUR_MS;
}

/** A turn by which they came to us; a call of ours that they took is our answer. */
function isContact(entry: JourneyEntry): boolean {
  return entry.direction === 'inbound' && isTheirs(entry) && !isAside(entry);
}

/** A new contact is one on another channel, or another call; more words on the same channel belong to the same. */
function isNewContact(entry: JourneyEntry, before: JourneyEntry): boolean {
  return entry.kind === 'call' || entry.channel !== before.channel;
}

function isOurAnswer({ direction, kind, progress }: JourneyEntry): boolean {
  if (direction === 'outbound') return kind === 'message' || kind === 'call' || kind === 'postback';
  // Somebody took their call.
  return kind === 'call' && ['answered', 'completed'].includes(progress.call?.state ?? '');
}

/** Contacts inside a conversation that repeat one we left unanswered. */
function unanswered(entries: readonly JourneyEntry[], withinHours: number): RepeatContact[] {
  const repeats: RepeatContact[] = [];
  let waiting: JourneyEntry | undefined;
  for (const entry of entries) {
    if (isContact(entry)) {
      const isRepeat =
        waiting !== undefined &&
        isNewContact(entry, waiting) &&
        hoursBetween(waiting.at, entry.at) <= withinHours;
      if (isRepeat) repeats.push({ interactionId: entry.interactionId, at: entry.at, why: 'unanswered' });
      waiting = entry;
    }
    if (isOurAnswer(entry)) waiting = undefined;
  }
  return repeats;
}

/** The person's last turn in another conversation before this one began. */
function cameBackFrom(
  first: JourneyEntry,
  before: readonly JourneyEntry[],
  withinHours: number,
): RepeatContact | undefined {
  const last = before
    .filter((entry) => isContact(entry) && entry.conversationId !== first.conversationId)
    .filter((entry) => entry.conversationId !== undefined && entry.at < first.at)
    .sort((left, right) => (left.at > right.at ? -1 : 1))[0];
  if (last?.conversationId === undefined || hoursBetween(last.at, first.at) > withinHours) return undefined;
  const { interactionId, at } = first;
  return { interactionId, at, why: 'came-back', after: last.conversationId };
}

/**
 * The first contact after each closing: what we took for done was not, however much later that shows. After is what we
 * received after it, as that goes by the clock of the closing. Who had not come before it comes for the first time.
 */
function reopened(entries: readonly JourneyEntry[], closings: readonly string[]): RepeatContact[] {
  const contacts = entries.filter(isContact);
  return closings.flatMap((closedAt, index): RepeatContact[] => {
    const next = closings[index + 1];
    const again = contacts.find(({ receivedAt }) => receivedAt > closedAt);
    const isFirst = contacts.every(({ receivedAt }) => receivedAt > closedAt);
    if (again === undefined || isFirst || (next !== undefined && again.receivedAt > next)) return [];
    return [{ interactionId: again.interactionId, at: again.at, why: 'reopened' }];
  });
}

/**
 * How often the person had to come again, each contact once: after we had closed the conversation, by a new contact
 * while an earlier one was unanswered, or by a new conversation soon after another one. `entries` of the conversation
 * in event-time order; `before` are entries of the same person from before it; `closings` of the conversation, the
 * first time first. Pure.
 */
export function repeatContacts(
  entries: readonly JourneyEntry[],
  before: readonly JourneyEntry[],
  withinHours: number,
  closings: readonly string[] = [],
): RepeatContact[] {
  const first = entries.find(isContact);
  const back = first && cameBackFrom(first, before, withinHours);
  const again = reopened(entries, closings);
  const known = new Set(again.map(({ interactionId }) => interactionId));
  const waited = unanswered(entries, withinHours).filter(({ interactionId }) => !known.has(interactionId));
  const all = [...(back === undefined ? [] : [back]), ...waited, ...again];
  return all.sort((left, right) => (left.at < right.at ? -1 : 1));
}
