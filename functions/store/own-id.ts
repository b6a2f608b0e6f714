import type { Identity } from '../interaction/identity.ts';
import { SINCE_EVER } from './identities.ts';
import type { CustomerItem, IdentityItem } from './items.ts';
import { customerIdFor, customerKey, identityKey, memberKey, snapshotKey } from './keys.ts';
import { putNew, versionWrite, type Write } from './membership.ts';
import { emptySnapshot } from './snapshots.ts';

/** Makes the identity of a customer's own id a member of it, if nobody changed the customer since it was read. */
export function ownIdWrites(
  brand: string,
  identity: Identity,
  customer: CustomerItem,
  firstSeenAt: string,
): { item: IdentityItem; writes: Write[] } {
  const { customerId } = customer;
  const node = { identity, epoch: 0 };
  const born = { bornAt: firstSeenAt, from: SINCE_EVER };
  const item = { ...node, ...born, customerId, firstSeenAt, addresses: {} };
  const birthId = customerIdFor(brand, identity, 0);
  const writes = [
    putNew(identityKey(brand, identity), item),
    putNew(customerKey(brand, birthId), { ...node, customerId: birthId, version: 1, movedTo: customerId }),
    putNew(snapshotKey(brand, birthId), { ...emptySnapshot, movedTo: customerId }),
    putNew(memberKey(brand, customerId, node), { ...node, ...born }),
    versionWrite(brand, customer),
  ];
  return { item, writes };
}
