import { NotFoundError } from '../errors.ts';
import type { Identity } from '../interaction/identity.ts';
import { readHead, resolveCustomer } from '../store/heads.ts';
import { readIdentity } from '../store/identities.ts';
import type { IdentityItem } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { commit } from '../store/membership.ts';
import { ownIdWrites } from '../store/own-id.ts';
import { untilWritten } from './attempts.ts';

/**
 * The identity under which a customer's entries without an address lie: notes, orders of the CRM. Made on first use;
 * it stays with whoever was born with the id. Throws NotFoundError when the brand has no such customer.
 */
export async function ownIdentity(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  firstSeenAt: string,
): Promise<IdentityItem> {
  return untilWritten(async () => {
    const known = await readIdentity(table, brand, identity);
    if (known !== undefined) return known;
    // The id of such an identity is one more alias: what is kept under it lies where the first does.
    const { item: named } = (await readHead(table, brand, identity.value)) ?? {};
    if (named?.identity.kind === 'customer') return ownIdentity(table, brand, named.identity, firstSeenAt);
    const customerId = await resolveCustomer(table, brand, identity.value);
    if (customerId === undefined) throw new NotFoundError('This brand has no customer with this id');
    const head = await readHead(table, brand, customerId);
    if (head === undefined || head.members.length === 0) return undefined;
    const { item, writes } = ownIdWrites(brand, identity, head.item, firstSeenAt);
    return (await commit(table, writes)) ? item : undefined;
  });
}
