import type { Suggestion, SuggestionEvidence, SuggestionReason } from '../store/suggestions.ts';

/** How much each reason weighs alone, and what the person who decides is told. */
export const reasons: Record<SuggestionReason, { score: number; text: string }> = {
  'too-many-identities': {
    score: 0.9,
    text: 'They were shown to be one person, who has as many identities as one may have',
  },
  handoff: {
    score: 0.8,
    text: 'One presented a token or code that the other was given, and may still be somebody else',
  },
  'unverified-sender': { score: 0.6, text: 'A mail names this address as its sender and proves nothing' },
  'shown-together': { score: 0.6, text: 'A contact shows both and proves neither' },
  'number-in-signature': { score: 0.6, text: "The number stands in a mail's signature" },
  'number-in-text': { score: 0.4, text: "The number stands in a mail's text" },
  'shared-device': {
    score: 0.4,
    text: 'They were shown together, and one of them is a browser or device that others may use',
  },
  'same-name': { score: 0.2, text: 'Both go by the same name' },
};

/** A pair that scores less is not worth anybody's time: a name alone never is. */
export const LISTED_FROM = 0.4;

/** Of one reason the first few say all: who signs every mail must not make an item grow. */
const KEPT_OF_A_REASON = 3;

/** The chance that not all reasons mislead, as if they were independent. A reason counts once. */
export function scoreOf(evidence: readonly Pick<SuggestionEvidence, 'reason'>[]): number {
  const told = [...new Set(evidence.map(({ reason }) => reason))].sort();
  const misled = told.reduce((chance, reason) => chance * (1 - reasons[reason].score), 1);
  return Math.round((1 - misled) * 100) / 100;
}

function byTime({ at, source }: SuggestionEvidence): string {
  return `${at}#${source}`;
}

function nameOf(evidence: SuggestionEvidence): string {
  return `${evidence.reason}#${byTime(evidence)}`;
}

/**
 * Puts evidence together: in any order and any repetition with the same result, as of each reason the earliest stay.
 */
export function foldEvidence(...parts: (readonly SuggestionEvidence[])[]): SuggestionEvidence[] {
  const known = new Map(parts.flat().map((each) => [nameOf(each), each]));
  const byReason = Map.groupBy(known.values(), ({ reason }) => reason);
  return [...byReason.keys()]
    .sort()
    .flatMap((reason) =>
      (byReason.get(reason) ?? [])
        .sort((left, right) => (byTime(left) < byTime(right) ? -1 : 1))
        .slice(0, KEPT_OF_A_REASON),
    );
}

/** The suggestion with more evidence; undefined when that changes nothing. What was decided stays decided. */
export function withEvidence(
  standing: Suggestion,
  evidence: readonly SuggestionEvidence[],
): Suggestion | undefined {
  if (standing.status === 'accepted' || standing.status === 'declined') return undefined;
  const folded = foldEvidence(standing.evidence, evidence);
  const known = new Set(standing.evidence.map(nameOf));
  return folded.every((each) => known.has(nameOf(each)))
    ? undefined
    : { ...standing, evidence: folded, score: scoreOf(folded) };
}
