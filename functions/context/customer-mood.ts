import { HOUR_MS } from '../interaction/time.ts';
/** A turn and its score. */
export interface ScoredTurn {
  at: string;
  mood: number;
}

export interface CustomerMood {
  /** -1 to 1: as of now. */
  score: number;
  label: 'negative' | 'neutral' | 'positive';
  /** How many turns it is made of, and when the last one was. */
  turns: number;
  lastAt: string;
}

/** Turns beyond it say nothing any more. */
const MAX_TURNS = 10;
/** A mood that has decayed to less is none. */
const NEUTRAL_BELOW = 0.2;

function labelOf(score: number): CustomerMood['label'] {
  if (Math.abs(score) < NEUTRAL_BELOW) return 'neutral';
  return score < 0 ? 'negative' : 'positive';
}

/**
 * The customer's mood over all channels: the mean of their last scored turns, each of which weighs half as much
 * after a half-life, so that an old anger fades to neutral by itself. Undefined without any. Pure.
 */
export function customerMood(
  turns: readonly ScoredTurn[],
  now: number,
  halfLifeHours: number,
): CustomerMood | undefined {
  const latest = [...turns].sort((left, right) => (left.at > right.at ? -1 : 1)).slice(0, MAX_TURNS);
  const [last] = latest;
  if (last === undefined) return undefined;
  const weightOf = ({ at }: ScoredTurn) =>
    0.5 ** (Math.max(0, now - Date.parse(at)) / (halfLifeHours * HOUR_MS));
  const weight = latest.reduce((sum, turn) => sum + weightOf(turn), 0);
  const weighted = latest.reduce((sum, turn) => sum + weightOf(turn) * turn.mood, 0);
  const score = Math.round((weighted / Math.max(1, weight)) * 100) / 100;
  return { score, label: labelOf(score), turns: latest.length, lastAt: last.at };
}
