import { ConflictError, InvalidRequestError, NotFoundError } from '../errors.ts';
import { type Head, readHead, readNode } from '../store/heads.ts';
import type { LinkItem, Node } from '../store/items.ts';
import { nodeDigest } from '../store/keys.ts';
import { readLink, readLinks, revokeWrite } from '../store/links.ts';
import { type Change, changeWrites, commit, type Write } from '../store/membership.ts';
import { untilWritten } from './attempts.ts';
import { type Component, componentsOf, onePerson } from './components.ts';
import type { Linking } from './link.ts';
import { linksBetween } from './links-between.ts';
import { planChange } from './plan-change.ts';
import { pointAliases } from './point-aliases.ts';
import { reviewWrites, underReview } from './review.ts';

/** DynamoDB's limit of a transaction. */
const MAX_WRITES = 100;

export interface Revocation {
  brand: string;
  linkIds: readonly string[];
  by: string;
  why?: string | undefined;
}

export interface Parting {
  /** The people there are afterwards, of all that the links touched. */
  people: Component[];
  /** Links that still join the ends of the first one: revoke these too, and they part. */
  stillJoinedBy: LinkItem[];
  /** Nothing was left to revoke. */
  wasRevoked: boolean;
}

export interface Plan extends Parting {
  revoked: LinkItem[];
  /** Members that stay where they are, with what must be looked at. */
  reviewed: Write[];
  change: Change;
}

async function readGiven(linking: Linking, { brand, linkIds }: Revocation): Promise<LinkItem[]> {
  const links = await Promise.all(linkIds.map((id) => readLink(linking.table, brand, id)));
  return links.map((found) => {
    if (found === undefined) throw new NotFoundError('This brand has no link with this id');
    return found;
  });
}

async function readPerson(linking: Linking, brand: string, node: Node): Promise<Head | undefined> {
  const item = await readNode(linking.table, brand, node);
  const head = item && (await readHead(linking.table, brand, item.customerId));
  const isTheirs = head?.members.some((member) => nodeDigest(member) === nodeDigest(node));
  return isTheirs ? head : undefined;
}

/** Who the ends of links are that were revoked before: nothing changes. Undefined when one moved while it was read. */
async function standing(
  linking: Linking,
  brand: string,
  links: readonly LinkItem[],
): Promise<Plan | undefined> {
  const [first] = links;
  const ends = links.flatMap(({ a, b }) => [a, b]);
  const read = await Promise.all(ends.map((node) => readPerson(linking, brand, node)));
  const heads = new Map(
    read.flatMap((head) => (head === undefined ? [] : [[head.item.customerId, head] as const])),
  );
  if (first === undefined || read.includes(undefined)) return undefined;
  const people = [...heads.values()].map(({ members }) => onePerson(brand, members));
  const all = await readLinks(
    linking.table,
    brand,
    people.flatMap(({ members }) => members),
  );
  const holding = all.filter(({ revoked }) => revoked === undefined);
  return {
    people,
    stillJoinedBy: linksBetween(first.a, first.b, holding),
    wasRevoked: true,
    revoked: [],
    reviewed: [],
    change: {
      heads: [...heads.values()].map(({ item, snapshot }) => ({
        customerId: item.customerId,
        version: item.version,
        movedTo: undefined,
        before: snapshot,
        after: snapshot,
      })),
      moves: [],
    },
  };
}

/** What revoking some links of one person changes. Undefined when it changed while it was read. */
export async function planRevocation(linking: Linking, revocation: Revocation): Promise<Plan | undefined> {
  const { brand } = revocation;
  const given = await readGiven(linking, revocation);
  const [first] = given;
  if (first === undefined) throw new InvalidRequestError('Name at least one link');
  if (given.every(({ revoked }) => revoked !== undefined)) return standing(linking, brand, given);
  const read = await readPerson(linking, brand, first.a);
  if (read === undefined) return undefined;
  const all = await readLinks(linking.table, brand, read.members);
  const ids = new Set(given.map(({ linkId }) => linkId));
  if (given.some(({ linkId, revoked }) => !revoked && !all.some((known) => known.linkId === linkId)))
    throw new ConflictError('The links are not all of one customer: revoke them one by one');
  const remaining = all.filter(({ linkId, revoked }) => revoked === undefined && !ids.has(linkId));
  const revoked = given.filter((link) => link.revoked === undefined);
  const head = { ...read, members: underReview(linking.now, read.members, revoked) };
  const people = componentsOf(brand, head.members, remaining);
  const others = people.filter(({ customerId }) => customerId !== head.item.customerId);
  const aliases = await Promise.all(
    others.map(({ customerId }) => readHead(linking.table, brand, customerId)),
  );
  const heads = [head, ...aliases.filter((alias) => alias !== undefined)];
  if (heads.length <= others.length) return undefined;
  return {
    people,
    revoked,
    reviewed: people.length > 1 ? reviewWrites(brand, read.item.customerId, people) : [],
    change: planChange(brand, heads, people),
    stillJoinedBy: linksBetween(first.a, first.b, remaining),
    wasRevoked: false,
  };
}

/**
 * Revokes links and makes people of what they no longer join: each identity takes everything that came in on it.
 * Links that were revoked before are left as they are: the same request again changes nothing. Throws NotFoundError
 * for a link this brand does not know, ConflictError for links of several people, InvalidRequestError for too many.
 */
export async function revoke(linking: Linking, revocation: Revocation): Promise<Plan> {
  const { table, now } = linking;
  const { brand, by, why } = revocation;
  const stamp = { by, at: new Date(now).toISOString(), ...(why !== undefined && { why }) };
  return untilWritten(async () => {
    const plan = await planRevocation(linking, revocation);
    if (plan === undefined || plan.wasRevoked) return plan;
    const writes = [
      ...plan.revoked.map(({ linkId }) => revokeWrite(brand, linkId, stamp)),
      ...changeWrites(brand, plan.change),
      ...plan.reviewed,
    ];
    if (writes.length > MAX_WRITES)
      throw new InvalidRequestError('This parts too many identities at once: name fewer links');
    if (!(await commit(table, writes))) return undefined;
    await pointAliases(table, brand, plan.change);
    return plan;
  });
}
