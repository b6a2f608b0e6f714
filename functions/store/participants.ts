import { epochItem, identityItem, type Node, participantItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey, epochKey, identityKey, PARTICIPANT } from './keys.ts';
import { queryItems } from './query-items.ts';
import { readItems } from './read-items.ts';

/** Half of what one BatchGetItem takes: two keys for each. */
const AT_ONCE = 50;

async function customersAtOnce(
  table: JourneyTable,
  brand: string,
  nodes: readonly Node[],
): Promise<string[]> {
  const keys = nodes.flatMap(({ identity, epoch }) => [
    identityKey(brand, identity),
    epochKey(brand, identity, epoch),
  ]);
  const items = await readItems(table, keys);
  return nodes.flatMap(({ epoch }, index) => {
    const [current, over] = items.slice(index * 2);
    const known = current && identityItem.parse(current);
    if (known?.epoch === epoch) return [known.customerId];
    return over === undefined ? [] : [epochItem.parse(over).customerId];
  });
}

/** Whose the nodes are now, each customer once. */
export async function customersOf(
  table: JourneyTable,
  brand: string,
  nodes: readonly Node[],
): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < nodes.length; start += AT_ONCE)
    found.push(...(await customersAtOnce(table, brand, nodes.slice(start, start + AT_ONCE))));
  return [...new Set(found)];
}

/** Who takes part in a conversation, in whatever channel. */
export async function readParticipants(
  table: JourneyTable,
  brand: string,
  conversationId: string,
): Promise<Node[]> {
  const items = await queryItems(table, conversationKey(brand, conversationId), PARTICIPANT);
  return items.map((item) => participantItem.parse(item));
}
