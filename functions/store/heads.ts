import {
  type CustomerItem,
  customerItem,
  epochItem,
  type IdentityItem,
  identityItem,
  type Member,
  memberItem,
  type Node,
  type Snapshot,
  snapshotItem,
} from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { customerKey, epochKey, identityKey, MEMBER, snapshotKey } from './keys.ts';
import { queryItems } from './query-items.ts';
import { readItems } from './read-items.ts';

/** A customer id as it was read: a person has members, an alias none. */
export interface Head {
  item: CustomerItem;
  snapshot: Snapshot;
  members: readonly Member[];
}

/** Members of a customer with their spans; none when there is no such customer in this brand. */
export async function readMembers(table: JourneyTable, brand: string, customerId: string): Promise<Member[]> {
  const items = await queryItems(table, customerKey(brand, customerId), MEMBER);
  return items.map((item) => memberItem.parse(item));
}

/** Reads a customer id whole: version first, so that a change in between shows when it is written. */
export async function readHead(
  table: JourneyTable,
  brand: string,
  customerId: string,
): Promise<Head | undefined> {
  const keys = [customerKey(brand, customerId), snapshotKey(brand, customerId)];
  const [item, snapshot] = await readItems(table, keys);
  if (item === undefined || snapshot === undefined) return undefined;
  return {
    item: customerItem.parse(item),
    snapshot: snapshotItem.parse(snapshot),
    members: await readMembers(table, brand, customerId),
  };
}

/** Who a node is now, in its own epoch or since. Undefined when this brand does not know it. */
export async function readNode(
  table: JourneyTable,
  brand: string,
  { identity, epoch }: Node,
): Promise<IdentityItem | undefined> {
  const [current, over] = await readItems(table, [
    identityKey(brand, identity),
    epochKey(brand, identity, epoch),
  ]);
  const item = current && identityItem.parse(current);
  if (item?.epoch === epoch) return item;
  return over && epochItem.parse(over);
}

/** What some customer ids stand for now: one read for all of them, and one more for each that was merged away. */
export async function resolveCustomers(
  table: JourneyTable,
  brand: string,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(customerIds)];
  const found = await readItems(
    table,
    ids.map((id) => customerKey(brand, id)),
  );
  const items = found.filter((item) => item !== undefined).map((item) => customerItem.parse(item));
  const now = await Promise.all(
    items.map(async (item): Promise<[string, string][]> => {
      const node = item.movedTo === undefined ? item : await readNode(table, brand, item);
      return node === undefined ? [] : [[item.customerId, node.customerId]];
    }),
  );
  return new Map(now.flat());
}

/** The id that a customer id stands for now: its own, or that of whom it was merged into. Undefined for one this brand does not know. */
export async function resolveCustomer(
  table: JourneyTable,
  brand: string,
  customerId: string,
): Promise<string | undefined> {
  return (await resolveCustomers(table, brand, [customerId])).get(customerId);
}

/**
 * The members of a customer, by its id or that of somebody who was merged into it. Undefined when this brand has no
 * such customer. An alias costs two reads more.
 */
export async function readPerson(
  table: JourneyTable,
  brand: string,
  id: string,
): Promise<{ customerId: string; members: Member[] } | undefined> {
  const members = await readMembers(table, brand, id);
  if (members.length > 0) return { customerId: id, members };
  const customerId = await resolveCustomer(table, brand, id);
  if (customerId === undefined || customerId === id) return undefined;
  return { customerId, members: await readMembers(table, brand, customerId) };
}
