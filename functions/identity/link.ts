import { InvalidRequestError } from '../errors.ts';
import type { Identity } from '../interaction/identity.ts';
import { identityText } from '../interaction/ids.ts';
import { readHead } from '../store/heads.ts';
import { readOrClaim } from '../store/identities.ts';
import type { IdentityItem, LinkItem, LinkReason, Node } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { nodeDigest, ruleLinkId } from '../store/keys.ts';
import { linkWrites, readLink } from '../store/links.ts';
import { type Change, changeWrites, commit } from '../store/membership.ts';
import { untilWritten } from './attempts.ts';
import { type Component, MAX_IDENTITIES, onePerson } from './components.ts';
import { areOfOthers } from './number-variants.ts';
import { planChange } from './plan-change.ts';
import { pointAliases } from './point-aliases.ts';
import { isSomebody } from './somebody.ts';

/** Three writes each, of the hundred of a transaction. */
const MAX_MOVES = 30;

/** What every change of people needs. */
export interface Linking {
  table: JourneyTable;
  /** Milliseconds since 1970. */
  now: number;
  /** Values that never link: test numbers, shared desks. */
  isBlocked?: ((identity: Identity) => boolean) | undefined;
}

/** Why two identities are one person. */
export interface Evidence {
  brand: string;
  reason: LinkReason;
  /** A rule's name, or who owns the token that asked. */
  by: string;
  /** 0 to 1. */
  confidence: number;
  /** The interaction that showed it. */
  source?: string | undefined;
  note?: string | undefined;
  /**
   * Event time of what shows it by itself, nobody having decided: it tells of who had the identities then, not of who
   * has one since, and a device never makes one person of two.
   */
  shownAt?: string | undefined;
  /** Of a link that is its caller's own; a rule's follows from the pair and the reason. */
  linkId?: string | undefined;
}

/**
 * `joined`: two people became one. `noted`: they were one, and the evidence is new. `already`: it was known.
 * `blocked`: revoked once, a value that never links, or what was shown is of other people (`shownAt`). `full`: they
 * would hold too many identities.
 */
export interface LinkOutcome {
  outcome: 'joined' | 'noted' | 'already' | 'blocked' | 'full';
  linkId: string;
  /** Who the first identity is now. */
  customerId: string;
}

export interface LinkPlan {
  change: Change;
  person: Component;
  isFull: boolean;
  /** Two who are each known by more than devices. */
  isMeeting: boolean;
}

/** The epochs of a device are one identity, and own ids are none; a transaction holds so many who move. */
function isTooLarge({ members }: Component, { moves }: Change): boolean {
  const addresses = members.filter(({ identity }) => identity.kind !== 'customer');
  const identities = new Set(addresses.map(({ identity }) => identityText(identity)));
  return identities.size > MAX_IDENTITIES || moves.length > MAX_MOVES;
}

/** What a link of two nodes changes. Undefined when one of them moved while it was read. */
export async function planLink(
  { table }: Linking,
  brand: string,
  people: readonly IdentityItem[],
): Promise<LinkPlan | undefined> {
  const ids = [...new Set(people.map(({ customerId }) => customerId))];
  const read = await Promise.all(ids.map((id) => readHead(table, brand, id)));
  const heads = read.filter((head) => head !== undefined).filter(({ members }) => members.length > 0);
  if (heads.length < ids.length) return undefined;
  const person = onePerson(
    brand,
    heads.flatMap(({ members }) => members),
  );
  const change = planChange(brand, heads, [person]);
  const isMeeting = ids.length > 1 && heads.every(({ members }) => isSomebody(members));
  return { change, person, isFull: ids.length > 1 && isTooLarge(person, change), isMeeting };
}

function linkItemOf(now: number, linkId: string, nodes: [Node, Node], evidence: Evidence): LinkItem {
  const { reason, by, confidence, source, note } = evidence;
  const [a, b] = nodes.map(({ identity, epoch }) => ({ identity, epoch }));
  if (a === undefined || b === undefined) throw new Error('A link has two ends.');
  return {
    linkId,
    a,
    b,
    reason,
    by,
    at: new Date(now).toISOString(),
    confidence,
    ...(source !== undefined && { source }),
    ...(note !== undefined && { note }),
  };
}

/** Links two nodes as they were read just now, in whatever epoch. Undefined when they have changed since. */
export async function linkKnown(
  linking: Linking,
  [a, b]: [IdentityItem, IdentityItem],
  evidence: Evidence,
): Promise<LinkOutcome | undefined> {
  const { table, now } = linking;
  const { brand } = evidence;
  const linkId = evidence.linkId ?? ruleLinkId(brand, a, b, evidence.reason);
  const standing = await readLink(table, brand, linkId);
  const told = { linkId, customerId: a.customerId };
  if (standing?.revoked !== undefined) return { ...told, outcome: 'blocked' };
  if (standing !== undefined)
    return a.customerId === b.customerId ? { ...told, outcome: 'already' } : undefined;
  if (evidence.reason === 'number-variant' && areOfOthers(a, b)) return { ...told, outcome: 'blocked' };
  const plan = await planLink(linking, brand, [a, b]);
  if (plan === undefined) return undefined;
  const isByDevice = a.identity.kind === 'visitor' || b.identity.kind === 'visitor';
  if (evidence.shownAt !== undefined && isByDevice && plan.isMeeting) return { ...told, outcome: 'blocked' };
  if (plan.isFull) return { ...told, outcome: 'full' };
  const link = linkItemOf(now, linkId, [a, b], evidence);
  const writes = [...linkWrites(brand, link), ...changeWrites(brand, plan.change)];
  if (!(await commit(table, writes))) return undefined;
  await pointAliases(table, brand, plan.change);
  const outcome = a.customerId === b.customerId ? 'noted' : 'joined';
  return { linkId, outcome, customerId: plan.person.customerId };
}

/**
 * Makes two identities one person, on evidence that stays and can be revoked. Identities nobody knows are claimed
 * first. The same evidence again changes nothing. No interaction moves, so the cost does not depend on history.
 * Throws InvalidRequestError for an identity and itself, DeliveryError (retryable) when others kept changing them.
 */
export async function link(
  linking: Linking,
  evidence: Evidence & { a: Identity; b: Identity },
): Promise<LinkOutcome> {
  const { table, now, isBlocked } = linking;
  const { brand, a, b } = evidence;
  const seenAt = new Date(now).toISOString();
  return untilWritten(async () => {
    const [first, second] = [
      await readOrClaim(table, brand, a, seenAt),
      await readOrClaim(table, brand, b, seenAt),
    ];
    if (nodeDigest(first) === nodeDigest(second))
      throw new InvalidRequestError('An identity cannot be linked to itself');
    const isSince = ({ from }: IdentityItem) => evidence.shownAt !== undefined && from > evidence.shownAt;
    if (isBlocked?.(a) || isBlocked?.(b) || isSince(first) || isSince(second))
      return { outcome: 'blocked', linkId: '', customerId: first.customerId };
    return linkKnown(linking, [first, second], evidence);
  });
}
