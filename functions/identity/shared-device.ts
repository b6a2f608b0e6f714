import type { Identity } from '../interaction/identity.ts';
import { readMembers } from '../store/heads.ts';
import { readIdentity } from '../store/identities.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { closeEpoch } from './close-epoch.ts';
import type { Linking } from './link.ts';
import { resumeEpoch } from './resume-epoch.ts';
import { isSomebody } from './somebody.ts';

interface Meeting {
  brand: string;
  a: Identity;
  b: Identity;
  /** Event time. */
  at: string;
  /** The interaction that shows both. */
  source: string;
}

async function isKnown(table: JourneyTable, brand: string, customerId: string): Promise<boolean> {
  return isSomebody(await readMembers(table, brand, customerId));
}

/**
 * A device that was one person's and now shows another begins anew: it never makes one person of two. What it did
 * before stays with the first. A device nobody else is known by is left as it is, or is again whose it was before they
 * signed out: true then.
 */
export async function freeDevice(linking: Linking, { brand, a, b, at, source }: Meeting): Promise<boolean> {
  const device = [a, b].find(({ kind }) => kind === 'visitor');
  const owner = device === a ? b : a;
  if (device === undefined || owner.kind === 'visitor') return false;
  const { table } = linking;
  const [held, comer] = [await readIdentity(table, brand, device), await readIdentity(table, brand, owner)];
  if (held === undefined || held.customerId === comer?.customerId) return false;
  if (await resumeEpoch(linking, { brand, device, login: owner, at })) return true;
  const isHeld = await isKnown(table, brand, held.customerId);
  const isOther = comer === undefined || (await isKnown(table, brand, comer.customerId));
  if (isHeld && isOther) await closeEpoch(linking, { brand, identity: device, at, closedBy: source });
  return false;
}
