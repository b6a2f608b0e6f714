import * as z from 'zod';
import { channelSchema } from '../interaction/identity.ts';
import { digest } from '../interaction/ids.ts';
import { timestampSchema } from '../interaction/time.ts';
import type { Member, Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { factKey, factPrefix } from './keys.ts';
import { queryItems } from './query-items.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, updateItem } from './update.ts';

export const factSourceSchema = z.object({
  /** Where it was learnt: said by the person, shown by a purchase or a visit, told through the API. */
  kind: z.enum(['said', 'purchase', 'visit', 'api']),
  interactionId: z.string().optional(),
  channel: channelSchema.optional(),
  /** Who told it through the API: the name of the token; and where they have it from. */
  by: z.string().optional(),
  note: z.string().optional(),
  /** Said by somebody who did not prove who they are. */
  isClaimed: z.literal(true).optional(),
});
export type FactSource = z.infer<typeof factSourceSchema>;

const factValueSchema = z.object({ value: z.string(), at: timestampSchema, source: factSourceSchema });
/** A value of a fact. `at` is the event time of the last time it was told. */
export type FactValue = z.infer<typeof factValueSchema>;

export const factItem = z.object({
  name: z.string(),
  /** The one that holds, then those it took the place of. */
  values: z.array(factValueSchema).min(1),
  /** Event time since when any value is known. */
  since: timestampSchema,
  /** Digest of all above: a change requires that nothing has changed since it was read. */
  state: z.string(),
});
/** Something known of an identity in one epoch. */
export type Fact = Omit<z.infer<typeof factItem>, 'state'>;

/** How many values of a fact are kept. */
const MAX_VALUES = 5;

/** The latest told holds; what nobody proved never takes the place of what somebody did. */
function orderOf({ value, at, source }: FactValue): string {
  const { kind, interactionId = '', by = '', note = '' } = source;
  return `${source.isClaimed ? 0 : 1}#${at}#${digest(JSON.stringify([value, kind, interactionId, by, note]))}`;
}

function latestOf(values: readonly FactValue[]): FactValue[] {
  const ordered = [...values].sort((left, right) => (orderOf(left) > orderOf(right) ? -1 : 1));
  return ordered.filter(({ value }, index) => ordered.findIndex((other) => other.value === value) === index);
}

/** The fact with one more value told: in any order and however often, the same values leave the same fact. Pure. */
export function withValue(fact: Fact | undefined, name: string, told: FactValue): Fact {
  const since = fact === undefined || told.at < fact.since ? told.at : fact.since;
  return { name, values: latestOf([...(fact?.values ?? []), told]).slice(0, MAX_VALUES), since };
}

export const stateOf = ({ values, since }: Pick<Fact, 'values' | 'since'>) =>
  digest(JSON.stringify([values, since]));

/**
 * Keeps a value of a fact with its source. One consistent read, and a write only when it says something new.
 * Throws DeliveryError (retryable) when others kept changing it.
 */
export async function noteFact(
  table: JourneyTable,
  brand: string,
  node: Node,
  name: string,
  told: FactValue,
): Promise<Fact> {
  const key = factKey(brand, node, name);
  let item = await readItem(table, key);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const standing = item && factItem.parse(item);
    const fact = withValue(standing, name, told);
    const state = stateOf(fact);
    if (standing?.state === state) return fact;
    const expression = new Expression();
    const assign = ([attribute, value]: [string, (typeof fact)[keyof Fact]]) =>
      `${expression.path(attribute)} = ${expression.value(value)}`;
    const path = expression.path('state');
    const isSame =
      standing === undefined
        ? `attribute_not_exists(${path})`
        : `${path} = ${expression.value(standing.state)}`;
    const set = [...Object.entries(fact).map(assign), `${path} = ${expression.value(state)}`];
    const result = await updateItem(table, key, expression, { set, conditions: [isSame] });
    if (result.applied) return fact;
    item = result.item;
  }
  throw contention('fact');
}

/** Everything known of an identity in one epoch, of a member inside its span: one consistent query. */
export async function readFacts(
  table: JourneyTable,
  brand: string,
  node: Node & Partial<Pick<Member, 'from' | 'to'>>,
): Promise<Fact[]> {
  const { epoch, from = '', to } = node;
  const isOwn = ({ at }: FactValue) => at >= from && (to === undefined || at < to);
  const items = await queryItems(table, factKey(brand, node, ''), factPrefix(epoch));
  return items
    .map((item) => factItem.parse(item))
    .map(({ state: _state, values, ...fact }) => ({ ...fact, values: values.filter(isOwn) }))
    .filter(({ values }) => values.length > 0);
}
