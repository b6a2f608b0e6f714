import { type Channel, channelSchema } from '../interaction/identity.ts';
import type { FactValue } from '../store/facts.ts';
import type { JourneyEntry } from '../store/journey-view.ts';
import { isAutomatic } from './turn-text.ts';

/** How a person answered us on one channel. */
export interface Answering {
  channel: Channel;
  sent: number;
  answered: number;
  /** Of the answers; missing without any. */
  medianMinutes?: number;
}

export interface PreferredChannel {
  channel: Channel;
  why: 'declared' | 'learnt';
  /** What they told us, if anything. */
  declared?: FactValue;
  /** How they answered us, best first. */
  learnt: Answering[];
}

/** Later than that it is no answer any more. */
const ANSWER_WITHIN_MS = 72 * 3_600_000;
/** Fewer answers teach nothing. */
const MIN_ANSWERS = 2;

type Turn = Pick<JourneyEntry, 'direction' | 'channel' | 'at'>;

function isTurn({ kind, interaction }: JourneyEntry): boolean {
  if (kind !== 'message' && kind !== 'postback' && kind !== 'call') return false;
  return interaction === undefined || !isAutomatic(interaction);
}

/** Minutes from the first of our unanswered messages to the next of theirs on the same channel; undefined for none. */
function answersOn(turns: readonly Turn[], channel: Channel): Omit<Answering, 'channel'> {
  let askedAt: number | undefined;
  let sent = 0;
  const minutes: number[] = [];
  for (const { direction, at } of turns.filter((turn) => turn.channel === channel)) {
    const time = Date.parse(at);
    if (direction === 'outbound') {
      if (askedAt === undefined) sent += 1;
      askedAt ??= time;
    } else if (askedAt !== undefined) {
      if (time - askedAt <= ANSWER_WITHIN_MS) minutes.push(Math.round((time - askedAt) / 60_000));
      askedAt = undefined;
    }
  }
  const median = [...minutes].sort((left, right) => left - right)[Math.floor(minutes.length / 2)];
  return { sent, answered: minutes.length, ...(median !== undefined && { medianMinutes: median }) };
}

/** Sure of few answers as of few: one of one is less than nine of ten. */
function rate({ sent, answered }: Answering): number {
  return (answered + 1) / (sent + 2);
}

function compare(left: Answering, right: Answering): number {
  return rate(right) - rate(left) || (left.medianMinutes ?? Infinity) - (right.medianMinutes ?? Infinity);
}

/** Where and how fast a person answered us, of their last entries in any order. Pure. */
export function learntChannels(entries: readonly JourneyEntry[]): Answering[] {
  const turns = entries.filter(isTurn).sort((left, right) => (left.at < right.at ? -1 : 1));
  const used = [...new Set(turns.map(({ channel }) => channel))];
  return used
    .map((channel) => ({ channel, ...answersOn(turns, channel) }))
    .filter(({ sent }) => sent > 0)
    .sort(compare);
}

/**
 * The channel a person is best reached on: what they declared, else where they answered us most and fastest.
 * Undefined while neither is known. Pure.
 */
export function preferredChannel(
  declared: FactValue | undefined,
  entries: readonly JourneyEntry[],
): PreferredChannel | undefined {
  const learnt = learntChannels(entries);
  const told = channelSchema.safeParse(declared?.value);
  if (declared !== undefined && told.success)
    return { channel: told.data, why: 'declared', declared, learnt };
  const best = learnt.find(({ answered }) => answered >= MIN_ANSWERS);
  return best && { channel: best.channel, why: 'learnt', learnt };
}
