import type { Identity } from '../interaction/identity.ts';
import { readEpochs } from '../store/epochs.ts';
import { readFacts } from '../store/facts.ts';
import { type Head, readHead } from '../store/heads.ts';
import { readIdentity } from '../store/identities.ts';
import { type EpochItem, type IdentityItem, interactionItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { interactionKey, ruleLinkId } from '../store/keys.ts';
import { readLink } from '../store/links.ts';
import { commit } from '../store/membership.ts';
import { readItem } from '../store/read-items.ts';
import { resumingWrites } from '../store/resume-epoch.ts';
import { END, readTimeline } from '../store/timeline.ts';
import { untilWritten } from './attempts.ts';
import type { Linking } from './link.ts';

export interface SignIn {
  brand: string;
  device: Identity;
  login: Identity;
  /** Event time. */
  at: string;
}

/** True for a sign-out that is recorded: it will not come again and end the epoch once more. */
async function isSignOut(table: JourneyTable, interactionId: string): Promise<boolean> {
  const { data } = interactionItem.safeParse(await readItem(table, interactionKey(interactionId)));
  return data?.kind === 'visit' && data.content?.name === 'sign-out';
}

/** The epoch before, if it was this login's by its own sign-in and ended by a sign-out. */
async function formerOf(
  table: JourneyTable,
  brand: string,
  held: IdentityItem,
  comer: IdentityItem,
): Promise<EpochItem | undefined> {
  const former = (await readEpochs(table, brand, held.identity)).at(-1);
  if (former === undefined) return undefined;
  const signedIn = await readLink(table, brand, ruleLinkId(brand, comer, former, 'login'));
  if (signedIn === undefined || signedIn.revoked !== undefined) return undefined;
  return (await isSignOut(table, former.closedBy)) ? former : undefined;
}

/** Nobody said, told or showed anything in this epoch, and nobody is linked to it. */
async function isUnused(table: JourneyTable, brand: string, held: IdentityItem, head: Head) {
  const { item, snapshot, members } = head;
  if (item.version > 1 || members.length !== 1 || snapshot.openings > 0) return false;
  if (Object.keys(snapshot.conversations).length > 0) return false;
  const { identity, from } = held;
  const [facts, { items }] = await Promise.all([
    readFacts(table, brand, held),
    readTimeline(table, { brand, identity, from, to: END, isNewestFirst: false, limit: 1 }),
  ]);
  return facts.length === 0 && items.length === 0;
}

/**
 * Who signs in again on a device that they signed out of, and that nobody used in between, has it as before: no
 * further epoch, member or link, however often. False when it is somebody else, or anybody was there meanwhile.
 * Throws DeliveryError (retryable).
 */
export async function resumeEpoch(
  { table, isBlocked }: Linking,
  { brand, device, login, at }: SignIn,
): Promise<boolean> {
  if (isBlocked?.(device) || isBlocked?.(login)) return false;
  return untilWritten(async () => {
    const [held, comer] = await Promise.all([
      readIdentity(table, brand, device),
      readIdentity(table, brand, login),
    ]);
    if (held === undefined || comer === undefined || held.epoch === 0 || at < held.from) return false;
    const former = await formerOf(table, brand, held, comer);
    if (former === undefined) return false;
    const [owner, unused] = await Promise.all([
      readHead(table, brand, former.customerId),
      readHead(table, brand, held.customerId),
    ]);
    if (owner === undefined || unused === undefined) return undefined;
    if (!(await isUnused(table, brand, held, unused))) return false;
    return (
      (await commit(table, resumingWrites(brand, { current: held, former, unused, owner }))) || undefined
    );
  });
}
