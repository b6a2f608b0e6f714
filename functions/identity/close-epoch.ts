import type { Identity } from '../interaction/identity.ts';
import { closingWrites, isClosedBy } from '../store/epochs.ts';
import { readHead } from '../store/heads.ts';
import { readIdentity } from '../store/identities.ts';
import type { Snapshot } from '../store/items.ts';
import { identityDigest } from '../store/keys.ts';
import { commit } from '../store/membership.ts';
import { untilWritten } from './attempts.ts';
import type { Linking } from './link.ts';

export interface Handover {
  brand: string;
  identity: Identity;
  /** Event time: what came in before stays with the old person. */
  at: string;
  /** The interaction or call that says so: the same again changes nothing. */
  closedBy: string;
}

/** Open conversations that began with the next person: nothing of the old one's may go on in them. */
function begunSince({ conversations }: Snapshot, { identity, at }: Handover): string[] {
  const own = identityDigest(identity);
  const isTheirs = (joined: Record<string, true>) => Object.keys(joined).every((digest) => digest === own);
  return Object.entries(conversations)
    .filter(([, { firstAt, lastBy, joined }]) => firstAt >= at && lastBy === own && isTheirs(joined))
    .map(([conversationId]) => conversationId);
}

/**
 * A number was recycled, or a device changes hands: from `at` on the identity is somebody new, who never sees what
 * the old person said. True when it was done, now or before; false for an identity nobody knows, or when a later
 * epoch began already. Throws DeliveryError (retryable).
 */
export async function closeEpoch({ table }: Linking, handover: Handover): Promise<boolean> {
  const { brand, identity, at, closedBy } = handover;
  return untilWritten(async () => {
    const current = await readIdentity(table, brand, identity);
    if (current === undefined) return false;
    if (current.epoch > 0 && (await isClosedBy(table, brand, identity, closedBy))) return true;
    if (at <= current.from) return false;
    const head = await readHead(table, brand, current.customerId);
    if (head === undefined) return undefined;
    const ended = begunSince(head.snapshot, handover);
    const read = { version: head.item.version, left: head.snapshot.left ?? {}, ended };
    return (await commit(table, closingWrites(brand, current, { at, closedBy }, read))) || undefined;
  });
}
