import type { Identity } from '../interaction/identity.ts';
import { ownAddresses } from './addresses.ts';
import { readPerson } from './heads.ts';
import { type AddressItem, addressItem, identityItem, type Member } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import type { AddressView, CustomerView } from './journey-view.ts';
import { ADDRESS, customerIdFor, epochKey, identityKey } from './keys.ts';
import { queryItems } from './query-items.ts';
import { readItem, readItems } from './read-items.ts';

/** The customer an identity belongs to now; undefined when this brand does not know it. */
export async function findCustomerId(
  table: JourneyTable,
  brand: string,
  identity: Identity,
): Promise<string | undefined> {
  const item = await readItem(table, identityKey(brand, identity));
  return item && identityItem.parse(item).customerId;
}

/** Addresses the person wrote from; one that only a watermark knows is none. */
function addressViews(items: readonly AddressItem[]): AddressView[] {
  return items.flatMap(({ provider, account, address, displayName, assurance }) =>
    address === undefined || assurance === undefined
      ? []
      : [{ provider, account, address, displayName, assurance }],
  );
}

/** The name shown last, on whatever channel. */
function latestName(items: readonly AddressItem[]): string | undefined {
  const named = items.filter(({ displayName }) => displayName !== undefined);
  const order = ({ factsOrder = '' }: AddressItem) => factsOrder;
  return named.sort((left, right) => (order(left) > order(right) ? -1 : 1))[0]?.displayName;
}

async function readAddresses(table: JourneyTable, brand: string, member: Member): Promise<AddressItem[]> {
  const items = await queryItems(table, identityKey(brand, member.identity), ADDRESS);
  return ownAddresses(
    member,
    items.map((item) => addressItem.parse(item)),
  );
}

/** A customer with every identity and how each is reached. Undefined when this brand has no such customer. */
export async function readCustomer(
  table: JourneyTable,
  brand: string,
  id: string,
): Promise<CustomerView | undefined> {
  const person = await readPerson(table, brand, id);
  if (person === undefined) return undefined;
  const { customerId, members } = person;
  const keys = members.map(({ identity, epoch, to }) =>
    to === undefined ? identityKey(brand, identity) : epochKey(brand, identity, epoch),
  );
  const [identities, addresses] = await Promise.all([
    readItems(table, keys),
    Promise.all(members.map((member) => readAddresses(table, brand, member))),
  ]);
  const views = members.map((member, index) => ({
    ...member,
    firstSeenAt: identityItem.parse(identities[index]).firstSeenAt,
    addresses: addressViews(addresses[index] ?? []),
  }));
  return {
    customerId,
    aliases: members
      .map(({ identity, epoch }) => customerIdFor(brand, identity, epoch))
      .filter((alias) => alias !== customerId)
      .sort(),
    displayName: latestName(addresses.flat()),
    createdAt: views.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? '',
    members: views,
  };
}
