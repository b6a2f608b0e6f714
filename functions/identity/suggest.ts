import type { RecordedEvent } from '../interaction/event.ts';
import type { Identity } from '../interaction/identity.ts';
import type { IdentitySettings } from '../interaction/identity-settings.ts';
import { interactionId } from '../interaction/ids.ts';
import type { EpochItem, IdentityItem, Node } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { suggestedPair } from '../store/keys.ts';
import { promoteSuggestions, readNames, readPairs } from '../store/suggestion-lists.ts';
import {
  changeSuggestion,
  type Standing,
  type Suggestion,
  type SuggestionEvidence,
} from '../store/suggestions.ts';
import { isBlocked } from './blocked.ts';
import { numberFinder } from './numbers-in-text.ts';
import { claimsOf, mayClaim } from './suggestion-rules.ts';
import { foldEvidence, LISTED_FROM, scoreOf, withEvidence } from './suggestion-score.ts';

/** What suggesting needs. The settings are asked for only when an event may claim something. */
export interface Suggesting {
  table: JourneyTable;
  settings(brand: string): Promise<IdentitySettings>;
}

/** Somebody, and another identity that may be theirs. */
export interface Pair {
  brand: string;
  person: IdentityItem;
  other: Identity;
  evidence: SuggestionEvidence[];
}

/** The first epoch of an identity that nobody knows yet. */
const unborn = (identity: Identity): Node => ({ identity, epoch: 0 });

function nodeOf({ identity, epoch }: Node): Node {
  return { identity, epoch };
}

function newSuggestion(
  { brand, person, other, evidence }: Pair,
  known: IdentityItem | undefined,
): Suggestion | undefined {
  const folded = foldEvidence(evidence);
  const score = scoreOf(folded);
  if (score < LISTED_FROM) return undefined;
  const pair = suggestedPair(brand, nodeOf(person), known ? nodeOf(known) : unborn(other));
  const state = known
    ? ({ status: 'pending' } as const)
    : ({ status: 'waiting', awaits: pair.a.identity === other ? 'a' : 'b' } as const);
  return { ...pair, ...state, evidence: folded, score };
}

/** A name that both go by raises what another reason suggests; alone it suggests nothing. */
async function withName(
  table: JourneyTable,
  pair: Pair,
  shownName: string | undefined,
  known: IdentityItem | undefined,
): Promise<Pair> {
  const [first] = pair.evidence;
  if (shownName === undefined || known === undefined || first === undefined) return pair;
  const plain = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const names = await readNames(table, pair.brand, pair.other);
  if (!names.some((name) => plain(name) === plain(shownName))) return pair;
  return { ...pair, evidence: [...pair.evidence, { ...first, reason: 'same-name' }] };
}

/** Keeps what an event newly tells of a pair, as it was read. */
async function suggestRead(
  table: JourneyTable,
  pair: Pair,
  read: { person: IdentityItem | undefined; standing: Standing },
  shownName: string | undefined,
): Promise<void> {
  const { brand, person, other } = pair;
  const { person: known, standing } = read;
  if (known?.customerId === person.customerId) return;
  if (known && standing?.status === 'waiting') await promoteSuggestions(table, brand, other);
  const named = await withName(table, pair, shownName, known);
  const suggestion = newSuggestion(named, known);
  if (suggestion === undefined) return;
  const { suggestionId } = suggestion;
  // The number has changed hands: what was read is of the person before.
  const current = standing?.suggestionId === suggestionId ? standing : undefined;
  const after = await changeSuggestion(table, brand, { suggestionId, standing: current }, (now) =>
    now === undefined ? suggestion : withEvidence(now, named.evidence),
  );
  if (after?.status !== 'waiting') return;
  // Somebody may have claimed the identity before this was there to be promoted.
  const [again] = await readPairs(table, brand, [{ identity: other, suggestionId }]);
  if (again?.person !== undefined) await promoteSuggestions(table, brand, other);
}

/** Suggests that pairs are one person. Two calls for pairs that are known, and a transaction for each that is news. */
async function suggestPairs(
  { table }: Pick<Suggesting, 'table'>,
  pairs: readonly Pair[],
  shownName?: string,
): Promise<void> {
  const [first] = pairs;
  if (first === undefined) return;
  const keys = pairs.map(({ brand, person, other }) => {
    const { suggestionId } = suggestedPair(brand, nodeOf(person), unborn(other));
    return { identity: other, suggestionId };
  });
  const read = await readPairs(table, first.brand, keys);
  for (const [index, pair] of pairs.entries()) {
    const found = read[index];
    if (found !== undefined) await suggestRead(table, pair, found, shownName);
  }
}

/** Suggests that two are one person, whom a rule would have joined: for evidence that may not link. */
export async function suggestPair(suggesting: Suggesting, pair: Pair): Promise<void> {
  const settings = await suggesting.settings(pair.brand);
  if (isBlocked(settings, pair.other) || isBlocked(settings, pair.person.identity)) return;
  await suggestPairs(suggesting, [pair]);
}

/**
 * Suggests whom an event claims its contact to be, for a person to decide. Costs nothing for an event that claims
 * nothing. The same event again changes nothing. Throws DeliveryError (retryable) when others kept changing them.
 */
export async function suggestFrom(
  suggesting: Suggesting,
  event: RecordedEvent,
  person: IdentityItem | EpochItem,
): Promise<void> {
  // What was said by whoever had the address before says nothing of who has it now.
  if ('to' in person || !mayClaim(event)) return;
  const { brand, at } = event;
  const settings = await suggesting.settings(brand);
  if (isBlocked(settings, person.identity)) return;
  const source = interactionId(event);
  const pairs = claimsOf(event, await numberFinder(settings.defaultRegion))
    .filter(({ identity }) => !isBlocked(settings, identity))
    .map(({ identity, reason }) => ({ brand, person, other: identity, evidence: [{ reason, source, at }] }));
  await suggestPairs(suggesting, pairs, event.interaction.contact.displayName);
}
