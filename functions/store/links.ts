import { type LinkItem, linkItem, type Node } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { LINK, linkKey, linkReferenceKey } from './keys.ts';
import { putNew, updateWrite, type Write } from './membership.ts';
import { queryItems } from './query-items.ts';
import { readItem, readItems } from './read-items.ts';
import { Expression } from './update.ts';

/** As many keys as one BatchGet takes. */
const BATCH = 100;

export async function readLink(
  table: JourneyTable,
  brand: string,
  linkId: string,
): Promise<LinkItem | undefined> {
  const item = await readItem(table, linkKey(brand, linkId));
  return item && linkItem.parse(item);
}

const linkReference = linkItem.pick({ linkId: true });

/** Every link of some nodes, revoked ones too, oldest first: one query a node, whatever they ever merged with. */
export async function readLinks(
  table: JourneyTable,
  brand: string,
  nodes: readonly Node[],
): Promise<LinkItem[]> {
  const references = await Promise.all(
    nodes.map(async (node) => {
      const found = await queryItems(table, linkReferenceKey(brand, node, ''), LINK);
      return found.map((reference) => linkReference.parse(reference).linkId);
    }),
  );
  const ids = [...new Set(references.flat())];
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
    ids.slice(index * BATCH, (index + 1) * BATCH).map((id) => linkKey(brand, id)),
  );
  const items = (await Promise.all(batches.map((keys) => readItems(table, keys)))).flat();
  return items
    .map((item) => linkItem.parse(item))
    .sort((left, right) => (`${left.at}${left.linkId}` < `${right.at}${right.linkId}` ? -1 : 1));
}

/** A link that is new: its item, and a reference beside each of its nodes. */
export function linkWrites(brand: string, link: LinkItem): Write[] {
  const { linkId, a, b } = link;
  return [
    putNew(linkKey(brand, linkId), { ...link }),
    putNew(linkReferenceKey(brand, a, linkId), { linkId }),
    putNew(linkReferenceKey(brand, b, linkId), { linkId }),
  ];
}

/** Revokes a link that still holds. */
export function revokeWrite(brand: string, linkId: string, revoked: NonNullable<LinkItem['revoked']>): Write {
  const expression = new Expression();
  const path = expression.path('revoked');
  return updateWrite(linkKey(brand, linkId), expression, {
    set: [`${path} = ${expression.value(revoked)}`],
    conditions: [`attribute_exists(${expression.path('linkId')})`, `attribute_not_exists(${path})`],
  });
}
