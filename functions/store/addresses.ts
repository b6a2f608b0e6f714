import type { Assurance, Contact, Identity, ProviderId } from '../interaction/identity.ts';
import { digest } from '../interaction/ids.ts';
import { type AddressItem, addressItem, type IdentityItem, type Member } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { addressKey, addressName, identityKey } from './keys.ts';
import { hasLaterContact } from './timeline.ts';
import { contention, Expression, MAX_TRIES, updateItem } from './update.ts';

/** How a member was reached while the identity was theirs: who has it next shows another name. Pure. */
export function ownAddresses({ from, to }: Member, addresses: readonly AddressItem[]): AddressItem[] {
  return addresses.filter(
    ({ factsOrder = from }) => factsOrder >= from && (to === undefined || factsOrder < to),
  );
}

/** What a contact shows of its address. */
export interface Sighting {
  brand: string;
  provider: ProviderId;
  account: string;
  contact: Contact;
  /** Event time. */
  at: string;
}

/** Weakest first. */
const assurances: readonly Assurance[] = ['claimed', 'asserted', 'verified'];

function isBetter(assurance: Assurance, standing: Assurance | undefined): boolean {
  return standing === undefined || assurances.indexOf(assurance) > assurances.indexOf(standing);
}

function factsDigest(facts: { address?: string | undefined; displayName?: string | undefined }): string {
  return digest(JSON.stringify([facts.address ?? null, facts.displayName ?? null]));
}

/** What the identity item keeps of an address item. */
function summary(item: AddressItem): string {
  return `${item.assurance ?? 'claimed'}#${factsDigest(item)}`;
}

interface Standing {
  /** Since when the address is this person's. */
  since: string;
  /** A later message has shown other facts. */
  isOutdated: boolean;
}

interface Missing {
  facts: boolean;
  assurance: boolean;
}

/** What the address item lacks as far as its summary tells; without one, all. */
function missingIn(summed: string | undefined, contact: Contact): Missing {
  if (summed === undefined) return { facts: true, assurance: true };
  const [assurance, facts] = summed.split('#');
  const standing = assurances.find((known) => known === assurance);
  return { facts: facts !== factsDigest(contact), assurance: isBetter(contact.assurance, standing) };
}

/** What the address item lacks of the sighting: the latest facts stay, and the best assurance. */
function missing(item: AddressItem, { contact, at }: Sighting, { since, isOutdated }: Standing): Missing {
  const order = `${at}#${factsDigest(contact)}`;
  // What was shown by whoever had the address before is said anew, even when it is the same.
  const isOther = factsDigest(item) !== factsDigest(contact) || (item.factsOrder ?? '') < since;
  const isLater = item.factsOrder === undefined || order > item.factsOrder;
  return { facts: isOther && isLater && !isOutdated, assurance: isBetter(contact.assurance, item.assurance) };
}

function updateFor(sighting: Sighting, lacks: Missing) {
  const { contact, provider, account, at } = sighting;
  const expression = new Expression();
  const assign = (name: string, value: string) => `${expression.path(name)} = ${expression.value(value)}`;
  const set = [assign('provider', provider), assign('account', account)];
  const remove: string[] = [];
  const conditions: string[] = [];
  if (lacks.facts) {
    const path = expression.path('factsOrder');
    const order = expression.value(`${at}#${factsDigest(contact)}`);
    set.push(assign('address', contact.address), `${path} = ${order}`);
    if (contact.displayName === undefined) remove.push(expression.path('displayName'));
    else set.push(assign('displayName', contact.displayName));
    conditions.push(`attribute_not_exists(${path}) OR ${path} < ${order}`);
  }
  if (lacks.assurance) {
    const path = expression.path('assurance');
    const worse = assurances.filter((known) => isBetter(contact.assurance, known));
    const listed = worse.map((known) => expression.value(known)).join(', ');
    set.push(assign('assurance', contact.assurance));
    conditions.push(`attribute_not_exists(${path})${listed && ` OR ${path} IN (${listed})`}`);
  }
  return { expression, update: { set, remove, conditions } };
}

/** Writes what is lacking, and what turns out to be lacking after all. */
async function writeAddress(
  table: JourneyTable,
  sighting: Sighting,
  assumed: Missing,
  standing: Standing,
): Promise<AddressItem> {
  const { brand, contact, provider, account } = sighting;
  const key = addressKey(brand, contact.identity, provider, account);
  let lacks = assumed;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const { expression, update } = updateFor(sighting, lacks);
    const { item } = await updateItem(table, key, expression, update);
    const shown = addressItem.parse(item);
    lacks = missing(shown, sighting, standing);
    if (!lacks.facts && !lacks.assurance) return shown;
  }
  throw contention('address');
}

async function sumUp(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  item: AddressItem,
): Promise<void> {
  const expression = new Expression();
  const path = expression.path('addresses', addressName(item.provider, item.account));
  const value = expression.value(summary(item));
  await updateItem(table, identityKey(brand, identity), expression, {
    set: [`${path} = ${value}`],
    conditions: [`attribute_exists(${expression.path('addresses')})`],
  });
}

/**
 * Keeps how an identity is reached at an account: the address as received, the name shown, the best assurance.
 * Writes only when the contact shows something new, which the identity item as read tells. Facts of a message
 * that came in late give way to those of a later one.
 */
export async function noteAddress(
  table: JourneyTable,
  known: IdentityItem,
  sighting: Sighting,
): Promise<void> {
  const { brand, contact, provider, account } = sighting;
  const summed = known.addresses[addressName(provider, account)];
  const assumed = missingIn(summed, contact);
  const isOutdated = summed !== undefined && assumed.facts && (await hasLaterContact(table, sighting));
  const lacks = { ...assumed, facts: assumed.facts && !isOutdated };
  if (!lacks.facts && !lacks.assurance) return;
  const item = await writeAddress(table, sighting, lacks, { since: known.from, isOutdated });
  if (summed !== summary(item)) await sumUp(table, brand, contact.identity, item);
}
