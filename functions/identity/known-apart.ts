import { readPerson } from '../store/heads.ts';
import type { IdentityItem, Member } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { isSomebody } from './somebody.ts';

/** Two who meet by what was shown to the one and is presented by the other. */
export interface Meeting {
  brand: string;
  /** The identity that it was shown to. */
  shownTo: IdentityItem;
  presenter: IdentityItem;
  /** Who was known before is somebody of their own; who came since is known by this meeting alone. */
  since: string;
}

function isSignedIn({ identity, to }: Member): boolean {
  return identity.kind === 'login' && to === undefined;
}

/**
 * True when it was shown on a device on which somebody is signed in now, and whoever presents it was known already, as
 * somebody else: a device then proves nothing of the two. Costs reads for a device alone.
 */
export async function areKnownApart(table: JourneyTable, meeting: Meeting): Promise<boolean> {
  const { brand, shownTo, presenter, since } = meeting;
  if (shownTo.identity.kind !== 'visitor') return false;
  const [here, comer] = await Promise.all(
    [shownTo, presenter].map(({ customerId }) => readPerson(table, brand, customerId)),
  );
  if (here === undefined || comer === undefined || here.customerId === comer.customerId) return false;
  const wasKnown = isSomebody(comer.members.filter(({ bornAt }) => bornAt < since));
  return wasKnown && here.members.some(isSignedIn);
}
