import { randomUUID } from 'node:crypto';
import { ConflictError, InvalidRequestError, NotFoundError } from '../errors.ts';
import type { Identity } from '../interaction/identity.ts';
import { digest, identityText } from '../interaction/ids.ts';
import { readHead, readNode, resolveCustomer } from '../store/heads.ts';
import type { IdentityItem } from '../store/items.ts';
import { nodeDigest } from '../store/keys.ts';
import { readLinks } from '../store/links.ts';
import { untilWritten } from './attempts.ts';
import { MAX_IDENTITIES } from './components.ts';
import { describe, type People } from './describe-change.ts';
import { type Evidence, type Linking, linkKnown, planLink } from './link.ts';
import { planRevocation, type Revocation, revoke } from './revoke.ts';

export interface Merge {
  brand: string;
  /** Two customers, by their ids or those of whom was merged into them. */
  customers: readonly [string, string];
  by: string;
  note?: string | undefined;
  /** Says what would come of it, and changes nothing. */
  isPreview: boolean;
}

export interface Merged extends People {
  /** Of the link that joins them, which undoing revokes; none in a preview. */
  mergeId?: string | undefined;
}

/** A new id for a link that is somebody's decision, and no rule's. */
export function decisionLinkId(): string {
  return `lnk_${digest(randomUUID())}`;
}

/** The node that heads a customer, as it stands. Undefined when it moved while it was read. */
async function headNode(linking: Linking, brand: string, id: string): Promise<IdentityItem | undefined> {
  const customerId = await resolveCustomer(linking.table, brand, id);
  if (customerId === undefined) throw new NotFoundError('This brand has no customer with this id');
  const head = await readHead(linking.table, brand, customerId);
  const node = head && (await readNode(linking.table, brand, head.item));
  return node?.customerId === customerId ? node : undefined;
}

/**
 * Makes one person of two, on somebody's word. Throws NotFoundError for a customer the brand does not know,
 * ConflictError when they are one already, or too many identities for one.
 */
export async function mergeCustomers(linking: Linking, merge: Merge): Promise<Merged> {
  const { brand, by, note, isPreview } = merge;
  const evidence: Evidence = {
    brand,
    reason: 'agent',
    by,
    confidence: 1,
    linkId: decisionLinkId(),
    ...(note !== undefined && { note }),
  };
  return untilWritten(async () => {
    const [first, second] = [
      await headNode(linking, brand, merge.customers[0]),
      await headNode(linking, brand, merge.customers[1]),
    ];
    if (first === undefined || second === undefined) return undefined;
    if (first.customerId === second.customerId) throw new ConflictError('These are one customer already');
    const plan = await planLink(linking, brand, [first, second]);
    if (plan === undefined) return undefined;
    if (plan.isFull)
      throw new ConflictError(
        `Together they have more than ${MAX_IDENTITIES} identities: split some off first`,
      );
    const people = describe([plan.person], plan.change);
    if (isPreview) return people;
    const done = await linkKnown(linking, [first, second], evidence);
    return done === undefined ? undefined : { ...people, mergeId: done.linkId };
  });
}

export interface Undoing extends Revocation {
  isPreview: boolean;
}

/**
 * Revokes links, or says what revoking them would come to. Throws NotFoundError for one this brand does not know,
 * ConflictError for links of several people.
 */
export async function undo(linking: Linking, undoing: Undoing): Promise<People> {
  if (!undoing.isPreview) {
    const { people, change, stillJoinedBy } = await revoke(linking, undoing);
    return describe(people, change, stillJoinedBy);
  }
  const plan = await untilWritten(() => planRevocation(linking, undoing));
  return describe(plan.people, plan.change, plan.stillJoinedBy);
}

export interface Split {
  brand: string;
  customerId: string;
  /** Who becomes somebody else. */
  identities: readonly Identity[];
  by: string;
  why?: string | undefined;
  isPreview: boolean;
}

/**
 * Makes somebody else of some identities of a customer: every link between them and the others is revoked, so that
 * no rule joins them again. Throws NotFoundError, ConflictError for identities that are not the customer's, and
 * InvalidRequestError where there is nothing to part.
 */
export async function splitCustomer(linking: Linking, split: Split): Promise<People> {
  const { brand, by, why, isPreview } = split;
  const customerId = await resolveCustomer(linking.table, brand, split.customerId);
  const head = customerId && (await readHead(linking.table, brand, customerId));
  if (!head) throw new NotFoundError('This brand has no customer with this id');
  const wanted = new Set(split.identities.map(identityText));
  const going = head.members.filter(({ identity }) => wanted.has(identityText(identity)));
  if (new Set(going.map(({ identity }) => identityText(identity))).size < wanted.size)
    throw new ConflictError('Not all of these identities are of this customer');
  if (going.length === head.members.length)
    throw new InvalidRequestError('Somebody must stay: name fewer identities', { pointer: '/identities' });
  const nodes = new Set(going.map(nodeDigest));
  const links = await readLinks(linking.table, brand, going);
  const crossing = links.filter(
    ({ a, b, revoked }) => revoked === undefined && nodes.has(nodeDigest(a)) !== nodes.has(nodeDigest(b)),
  );
  if (crossing.length === 0)
    throw new InvalidRequestError(
      'No link joins these to the others: what is kept under an id stays with it',
    );
  return undo(linking, { brand, linkIds: crossing.map(({ linkId }) => linkId), by, why, isPreview });
}
