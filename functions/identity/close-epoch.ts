import type { Identity } from '../interaction/identity.ts';
import { closingWrites, isClosedBy, readEpochs } from '../store/epochs.ts';
import { readHead } from '../store/heads.ts';
import { readIdentity } from '../store/identities.ts';
import type { OpenConversation, Snapshot } from '../store/items.ts';
import { identityDigest } from '../store/keys.ts';
import { commit } from '../store/membership.ts';
import { copyFactsSince, moveFactsSince } from '../store/move-facts.ts';
import { untilWritten } from './attempts.ts';
import { moveEvidenceSince, shownWithSince } from './evidence-since.ts';
import type { Linking } from './link.ts';
import { variantsOf } from './number-variants.ts';

export interface Handover {
  brand: string;
  identity: Identity;
  /** Event time: what came in before stays with the old person. */
  at: string;
  /** The interaction or call that says so: the same again changes nothing. */
  closedBy: string;
}

/**
 * Open conversations that began with the next person, and with whom else they were shown: nothing of the old one's may
 * go on in them.
 */
function begunSince(
  { conversations }: Snapshot,
  { identity, at }: Handover,
  others: readonly Identity[],
): Record<string, OpenConversation> {
  const own = identityDigest(identity);
  const theirs = new Set([own, ...others.map(identityDigest)]);
  const isTheirs = (joined: Record<string, true>) =>
    Object.keys(joined).every((digest) => theirs.has(digest));
  return Object.fromEntries(
    Object.entries(conversations).filter(
      ([, { firstAt, lastBy, joined }]) => firstAt >= at && lastBy === own && isTheirs(joined),
    ),
  );
}

/** One try to begin the next epoch. Undefined when something had changed since it was read. */
async function begin(linking: Linking, handover: Handover): Promise<boolean | undefined> {
  const { table } = linking;
  const { brand, identity, at, closedBy } = handover;
  const current = await readIdentity(table, brand, identity);
  if (current === undefined) return false;
  if (current.epoch > 0 && (await isClosedBy(table, brand, identity, closedBy))) return true;
  if (at <= current.from) return false;
  const over = { ...current, to: at, closedBy };
  const others = identity.kind === 'visitor' ? [] : await shownWithSince(linking, brand, over);
  const head = await readHead(table, brand, current.customerId);
  if (head === undefined) return undefined;
  const { item, snapshot } = head;
  // Facts count inside their epoch alone: until it begins these are nobody's, and then nothing is left to finish.
  await copyFactsSince(table, brand, current, at);
  const read = { version: item.version, snapshot, handed: begunSince(snapshot, handover, others) };
  return (await commit(table, closingWrites(brand, current, { at, closedBy }, read))) || undefined;
}

/**
 * What was told while the epoch ended, or before a try that broke off, goes over too, and is kept once; so does whom
 * the address was shown with since. A device that shows somebody else is handed over by that alone.
 */
async function tidy(linking: Linking, { brand, identity, closedBy }: Handover): Promise<void> {
  const { table } = linking;
  const epochs = await readEpochs(table, brand, identity);
  const first = epochs.findIndex((epoch) => epoch.closedBy === closedBy);
  // A device may have been resumed meanwhile.
  if (first < 0) return;
  for (const epoch of epochs.slice(first)) await moveFactsSince(table, brand, epoch, epoch.to);
  const over = epochs[first];
  if (over !== undefined && identity.kind !== 'visitor') await moveEvidenceSince(linking, brand, over);
}

async function close(linking: Linking, handover: Handover): Promise<boolean> {
  const isDone = await untilWritten(() => begin(linking, handover));
  if (isDone) await tidy(linking, handover);
  return isDone;
}

/**
 * A number was recycled, or a device changes hands: from `at` on the identity is somebody new, who never sees what
 * the old person said. What came in since then is theirs: open conversations that began since, the facts told, and
 * who was shown to be them.
 * The other writings of a number are the same line, and go with it.
 * True when it was done, now or before; false for an identity nobody knows, or when a later epoch began already.
 * Throws DeliveryError (retryable).
 */
export async function closeEpoch(linking: Linking, handover: Handover): Promise<boolean> {
  let isDone = false;
  for (const identity of [handover.identity, ...variantsOf(handover.identity)])
    if (await close(linking, { ...handover, identity })) isDone = true;
  return isDone;
}
