import type { LinkItem, Member, Node } from '../store/items.ts';
import { customerIdFor, nodeDigest } from '../store/keys.ts';

/** A person: the nodes that active links connect, and the id they go by. */
export interface Component {
  customerId: string;
  members: Member[];
}

/** How many identities a customer holds at most. */
export const MAX_IDENTITIES = 25;

/** The id that the customer of a node would have alone. */
export function birthId(brand: string, { identity, epoch }: Node): string {
  return customerIdFor(brand, identity, epoch);
}

/** What is kept under a customer's own id belongs to whoever was born with it: no link says so, and none can part them. */
function ownIdPairs(brand: string, members: readonly Member[]): [string, string][] {
  const born = new Map(members.map((member) => [birthId(brand, member), nodeDigest(member)]));
  return members.flatMap((member): [string, string][] => {
    const owner = member.identity.kind === 'customer' ? born.get(member.identity.value) : undefined;
    return owner === undefined ? [] : [[nodeDigest(member), owner]];
  });
}

/** Oldest first; what is kept under a customer's own id never names the customer. */
function byAge(brand: string) {
  const order = (member: Member) =>
    `${member.identity.kind === 'customer' ? 1 : 0}#${member.bornAt}#${birthId(brand, member)}`;
  return (left: Member, right: Member) => (order(left) < order(right) ? -1 : 1);
}

/** All members as one person. */
export function onePerson(brand: string, members: readonly Member[]): Component {
  const sorted = members.toSorted(byAge(brand));
  return { customerId: sorted[0] === undefined ? '' : birthId(brand, sorted[0]), members: sorted };
}

/**
 * The people that some members are, by the links that hold. The answer depends on members and links alone, never
 * on the order in which they came. Pure.
 */
export function componentsOf(
  brand: string,
  members: readonly Member[],
  links: readonly Pick<LinkItem, 'a' | 'b' | 'revoked'>[],
): Component[] {
  const parents = new Map(members.map((member) => [nodeDigest(member), nodeDigest(member)]));
  const rootOf = (node: string): string => {
    const parent = parents.get(node) ?? node;
    return parent === node ? node : rootOf(parent);
  };
  const active = links.filter(({ revoked }) => revoked === undefined);
  const pairs = active.map(({ a, b }): [string, string] => [nodeDigest(a), nodeDigest(b)]);
  for (const [left, right] of [...pairs, ...ownIdPairs(brand, members)])
    if (parents.has(left) && parents.has(right)) parents.set(rootOf(left), rootOf(right));
  const groups = Map.groupBy(members, (member) => rootOf(nodeDigest(member)));
  return [...groups.values()].map((group) => onePerson(brand, group));
}
