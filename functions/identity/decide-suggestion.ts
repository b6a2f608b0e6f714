import { ConflictError, NotFoundError } from '../errors.ts';
import { readNode } from '../store/heads.ts';
import { changeSuggestion, readSuggestion, type Suggestion } from '../store/suggestions.ts';
import { untilWritten } from './attempts.ts';
import { type Linking, type LinkOutcome, linkKnown } from './link.ts';

/** Who decides about which suggestion. */
export interface Decision {
  brand: string;
  suggestionId: string;
  by: string;
}

type Verdict = 'accepted' | 'declined';

const unknown = () => new NotFoundError('This brand has no suggestion with this id');

function decided(standing: Suggestion | undefined, verdict: Verdict, stamp: { by: string; at: string }) {
  if (standing === undefined) throw unknown();
  if (standing.status === verdict) return undefined;
  if (standing.decided !== undefined)
    throw new ConflictError(`This suggestion was ${standing.status} before, and stays so`);
  if (standing.status === 'waiting' && verdict === 'accepted')
    throw new ConflictError('One of the two has never been in touch: link them when they have');
  const { awaits: _whom, ...rest } = standing;
  return { ...rest, status: verdict, decided: stamp };
}

async function decide(linking: Linking, decision: Decision, verdict: Verdict): Promise<Suggestion> {
  const { table, now } = linking;
  const { brand, suggestionId, by } = decision;
  const standing = await readSuggestion(table, brand, suggestionId);
  const stamp = { by, at: new Date(now).toISOString() };
  const after = await changeSuggestion(table, brand, { suggestionId, standing }, (suggestion) =>
    decided(suggestion, verdict, stamp),
  );
  if (after === undefined) throw unknown();
  return after;
}

/** Links the two as they were when it was suggested: whoever has a recycled number now is somebody else. */
async function linkThem(linking: Linking, brand: string, suggestion: Suggestion): Promise<LinkOutcome> {
  const { a, b, decided: by, score, evidence } = suggestion;
  if (linking.isBlocked?.(a.identity) || linking.isBlocked?.(b.identity))
    throw new ConflictError('The settings block one of the two: it is nobody’s alone');
  return untilWritten(async () => {
    const [first, second] = await Promise.all([
      readNode(linking.table, brand, a),
      readNode(linking.table, brand, b),
    ]);
    if (first === undefined || second === undefined) throw unknown();
    return linkKnown(linking, [first, second], {
      brand,
      reason: 'suggestion',
      by: by?.by ?? '',
      confidence: score,
      source: evidence[0]?.source,
    });
  });
}

const refusals: Partial<Record<LinkOutcome['outcome'], string>> = {
  blocked: 'They were joined by this suggestion before and parted again: to join them after all, link them',
  full: 'Together they would have too many identities',
};

/** The link's id, or why there can be none. */
async function tryLink(linking: Linking, brand: string, suggestion: Suggestion) {
  try {
    const { outcome, linkId } = await linkThem(linking, brand, suggestion);
    const refusal = refusals[outcome];
    return refusal === undefined ? { linkId } : { refusal: new ConflictError(refusal) };
  } catch (error) {
    if (error instanceof ConflictError) return { refusal: error };
    throw error;
  }
}

/** Back to the list, as if nobody had decided. */
function reopened({ decided: _by, ...suggestion }: Suggestion): Suggestion {
  return { ...suggestion, status: 'pending' };
}

/**
 * Accepts a suggestion: its two become one person by a link with that reason. The same again gives the same answer,
 * and finishes what broke off. Throws NotFoundError, and ConflictError when it was declined, or when the two may not
 * be joined: then it stays to be decided.
 */
export async function acceptSuggestion(linking: Linking, decision: Decision): Promise<Suggestion> {
  const { brand, suggestionId } = decision;
  const accepted = await decide(linking, decision, 'accepted');
  if (accepted.linkId !== undefined) return accepted;
  const { linkId, refusal } = await tryLink(linking, brand, accepted);
  const standing = await readSuggestion(linking.table, brand, suggestionId);
  const after = await changeSuggestion(linking.table, brand, { suggestionId, standing }, (suggestion) => {
    if (suggestion?.status !== 'accepted' || suggestion.linkId !== undefined) return undefined;
    return linkId === undefined ? reopened(suggestion) : { ...suggestion, linkId };
  });
  if (refusal !== undefined) throw refusal;
  return after ?? accepted;
}

/**
 * Declines a suggestion: these two are never suggested again, whatever else is claimed. The same again gives the
 * same answer. Throws NotFoundError, and ConflictError when it was accepted.
 */
export async function declineSuggestion(linking: Linking, decision: Decision): Promise<Suggestion> {
  return decide(linking, decision, 'declined');
}
