import type { Identity } from '../interaction/identity.ts';
import { findCustomerId } from '../store/customers.ts';
import { type Head, readNode } from '../store/heads.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { customerIdFor } from '../store/keys.ts';
import { readPerson } from '../store/portrait.ts';

/** A person by their id of today. */
export interface Person extends Head {
  customerId: string;
}

function personOf(head: Head | undefined): Person | undefined {
  return head && head.members.length > 0 ? { ...head, customerId: head.item.customerId } : undefined;
}

/**
 * The person a customer id stands for now. One read, or two for an id that was merged away: what it was merged into
 * is read along with who it is now, as those are nearly always one. Undefined when this brand has none such.
 */
export async function findById(
  table: JourneyTable,
  brand: string,
  customerId: string,
): Promise<Person | undefined> {
  const head = await readPerson(table, brand, customerId);
  if (head?.item.movedTo === undefined) return personOf(head);
  const [now, into] = await Promise.all([
    readNode(table, brand, head.item),
    readPerson(table, brand, head.item.movedTo),
  ]);
  if (now === undefined) return undefined;
  return personOf(
    now.customerId === head.item.movedTo ? into : await readPerson(table, brand, now.customerId),
  );
}

/**
 * The person with an identity now. One read while nobody merged them: the id they were born with is read along.
 * Undefined when this brand does not know the identity.
 */
export async function findByIdentity(
  table: JourneyTable,
  brand: string,
  identity: Identity,
): Promise<Person | undefined> {
  const bornWith = customerIdFor(brand, identity, 0);
  const [customerId, born] = await Promise.all([
    findCustomerId(table, brand, identity),
    readPerson(table, brand, bornWith),
  ]);
  if (customerId === undefined) return undefined;
  return personOf(customerId === bornWith ? born : await readPerson(table, brand, customerId));
}
