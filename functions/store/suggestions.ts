import * as z from 'zod';
import { timestampSchema } from '../interaction/time.ts';
import { toItem } from './attributes.ts';
import { type Node, nodeSchema } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { type Key, suggestedKey, suggestionKey, suggestionListKey } from './keys.ts';
import { commit, type Write } from './membership.ts';
import { readItem } from './read-items.ts';
import { contention, MAX_TRIES } from './update.ts';

export const suggestionReasons = [
  'handoff',
  'unverified-sender',
  'shown-together',
  'shared-device',
  'number-in-signature',
  'number-in-text',
  'same-name',
  'too-many-identities',
] as const;
export type SuggestionReason = (typeof suggestionReasons)[number];

/** `waiting`: one of the two identities is not known yet. */
export const suggestionStatuses = ['waiting', 'pending', 'accepted', 'declined'] as const;
export type SuggestionStatus = (typeof suggestionStatuses)[number];

const evidenceItem = z.object({
  reason: z.enum(suggestionReasons),
  /** The interaction that showed it. */
  source: z.string(),
  /** Its event time. */
  at: timestampSchema,
});
export type SuggestionEvidence = z.infer<typeof evidenceItem>;

/** That two nodes may be one person: somebody has to decide. Keyed by the pair, whichever came first. */
export const suggestionItem = z.object({
  suggestionId: z.string(),
  a: nodeSchema,
  b: nodeSchema,
  status: z.enum(suggestionStatuses),
  /** Which of the two nobody knows, while it waits. */
  awaits: z.enum(['a', 'b']).optional(),
  /** In order of reason, time and source. */
  evidence: z.array(evidenceItem).min(1),
  score: z.number().min(0).max(1),
  decided: z.object({ by: z.string(), at: timestampSchema }).optional(),
  /** The link that accepting it made. */
  linkId: z.string().optional(),
});
export type Suggestion = z.infer<typeof suggestionItem>;

/** Stored beside it: tells whether anybody changed the suggestion since it was read. */
const revisionItem = z.object({ revision: z.number().int().positive() });

export type Standing = (Suggestion & { revision: number }) | undefined;

/** Reads an item of the table as a suggestion. */
export function standingOf(item: Record<string, unknown> | undefined): Standing {
  return item && { ...suggestionItem.parse(item), ...revisionItem.parse(item) };
}

export async function readSuggestion(table: JourneyTable, brand: string, id: string): Promise<Standing> {
  return standingOf(await readItem(table, suggestionKey(brand, id)));
}

/** The node that a suggestion waits for. */
function awaited({ awaits, ...pair }: Suggestion): Node | undefined {
  return awaits && pair[awaits];
}

/** Where a list shows a suggestion: by its first evidence, which only ever becomes earlier. */
export function listPosition({ suggestionId, evidence }: Suggestion): string {
  const first = evidence.map(({ at }) => at).sort()[0] ?? '';
  return `${first}#${suggestionId.replace('sug_', '')}`;
}

/** The items that lead to a suggestion: its entry in the list of its status, and what waits under an unknown identity. */
function leadingKeys(brand: string, suggestion: Suggestion): Key[] {
  const node = awaited(suggestion);
  const list = suggestionListKey(brand, suggestion.status, listPosition(suggestion));
  return node === undefined ? [list] : [list, suggestedKey(brand, node.identity, suggestion.suggestionId)];
}

function without(keys: readonly Key[], others: readonly Key[]): Key[] {
  return keys.filter(({ pk, sk }) => !others.some((other) => other.pk === pk && other.sk === sk));
}

/** The suggestion, if nobody changed it since it was read, with all that leads to it. */
function writesFor(brand: string, standing: Standing, next: Suggestion): Write[] {
  const { suggestionId } = next;
  const revision = (standing?.revision ?? 0) + 1;
  const [old, fresh] = [standing ? leadingKeys(brand, standing) : [], leadingKeys(brand, next)];
  const put: Write = (TableName) => ({
    Put: {
      TableName,
      Item: toItem({ ...suggestionKey(brand, suggestionId), ...next, revision }),
      ...(standing === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'revision = :revision',
            ExpressionAttributeValues: toItem({ ':revision': standing.revision }),
          }),
    },
  });
  const leave = without(old, fresh).map(
    (key): Write =>
      (TableName) => ({ Delete: { TableName, Key: toItem({ ...key }) } }),
  );
  const enter = without(fresh, old).map(
    (key): Write =>
      (TableName) => ({ Put: { TableName, Item: toItem({ ...key, suggestionId }) } }),
  );
  return [put, ...leave, ...enter];
}

/**
 * Changes a suggestion with everything that leads to it, all or nothing. `decide` gets it as it stands and returns
 * what it becomes; undefined leaves it. Asked again when somebody else was faster. Returns it as it stands after.
 * Throws DeliveryError (retryable) when it never stood still, and what `decide` throws.
 */
export async function changeSuggestion(
  table: JourneyTable,
  brand: string,
  read: { suggestionId: string; standing: Standing },
  decide: (standing: Suggestion | undefined) => Suggestion | undefined,
): Promise<Standing> {
  let { standing } = read;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const next = decide(standing);
    if (next === undefined) return standing;
    const revision = (standing?.revision ?? 0) + 1;
    if (await commit(table, writesFor(brand, standing, next))) return { ...next, revision };
    standing = await readSuggestion(table, brand, read.suggestionId);
  }
  throw contention('suggestion');
}
