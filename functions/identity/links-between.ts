import type { LinkItem, Node } from '../store/items.ts';
import { nodeDigest } from '../store/keys.ts';

type Pair = Pick<LinkItem, 'a' | 'b'>;

/** A shortest way from one node to another over links, or undefined when there is none. */
function shortestWay<Link extends Pair>(
  from: string,
  to: string,
  links: readonly Link[],
): Link[] | undefined {
  const ways = new Map<string, Link[]>([[from, []]]);
  for (const [node, way] of ways) {
    if (node === to) return way;
    for (const link of links) {
      const [a, b] = [nodeDigest(link.a), nodeDigest(link.b)];
      const next = a === node ? b : b === node ? a : undefined;
      if (next !== undefined && !ways.has(next)) ways.set(next, [...way, link]);
    }
  }
  return undefined;
}

/** Links that join two nodes: without all of these, the two would be apart. None when they are. Pure. */
export function linksBetween<Link extends Pair>(a: Node, b: Node, links: readonly Link[]): Link[] {
  const named: Link[] = [];
  for (;;) {
    const left = links.filter((link) => !named.includes(link));
    const way = shortestWay(nodeDigest(a), nodeDigest(b), left);
    if (way === undefined || way.length === 0) return named;
    named.push(...way);
  }
}
