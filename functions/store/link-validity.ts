import { DeliveryError } from '../errors.ts';
import { epochItem, identityItem, type LinkItem, type Member, type Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { epochKey, identityKey, nodeDigest } from './keys.ts';
import { readItems } from './read-items.ts';

/** From when to when a link says that its two identities are one person; no end while it does. Event times. */
export interface Validity {
  validFrom: string;
  validTo?: string;
}

type Span = Pick<Member, 'from' | 'to'>;
type Spanned = Node & Span;

/**
 * A link ties two identities as they were somebody's: it begins with the later of the two, and ends when one of them
 * is handed over or signed out, or when it is revoked. Two that were never theirs at one time leave no time between.
 * Pure.
 */
export function validityOf({ revoked }: Pick<LinkItem, 'revoked'>, ends: readonly [Span, Span]): Validity {
  const [one, other] = ends;
  const validFrom = one.from > other.from ? one.from : other.from;
  const [over] = [one.to, other.to, revoked?.at].filter((time) => time !== undefined).sort();
  if (over === undefined) return { validFrom };
  return { validFrom, validTo: over > validFrom ? over : validFrom };
}

/** Nodes with their spans: one batch read for each fifty, none for none. */
async function readSpans(table: JourneyTable, brand: string, nodes: readonly Node[]): Promise<Spanned[]> {
  if (nodes.length === 0) return [];
  const items = await readItems(
    table,
    nodes.flatMap(({ identity, epoch }) => [identityKey(brand, identity), epochKey(brand, identity, epoch)]),
  );
  return nodes.map(({ epoch }, index): Spanned => {
    const [current, over] = items.slice(index * 2);
    const item = current && identityItem.parse(current);
    if (item?.epoch === epoch) return item;
    if (over !== undefined) return epochItem.parse(over);
    throw new DeliveryError('An identity changed hands while its links were read', { retryable: true });
  });
}

/**
 * Links with their time of validity. `members` are known with their spans; ends that are not among them (of somebody
 * who was split off, say) cost one batch read for each fifty. Throws DeliveryError (retryable).
 */
export async function withValidity(
  table: JourneyTable,
  brand: string,
  links: readonly LinkItem[],
  members: readonly Spanned[],
): Promise<(LinkItem & Validity)[]> {
  const spans = new Map<string, Span>(members.map((member) => [nodeDigest(member), member]));
  const ends = new Map(links.flatMap(({ a, b }) => [a, b]).map((node) => [nodeDigest(node), node]));
  const unknown = [...ends].filter(([digest]) => !spans.has(digest)).map(([, node]) => node);
  for (const read of await readSpans(table, brand, unknown)) spans.set(nodeDigest(read), read);
  return links.map((link) => {
    const [one, other] = [spans.get(nodeDigest(link.a)), spans.get(nodeDigest(link.b))];
    if (one === undefined || other === undefined) throw new Error('Each end of a link has been read.');
    return { ...link, ...validityOf(link, [one, other]) };
  });
}
