import { isUnproven } from '../interaction/address-identity.ts';
import type { ContextSettings } from '../interaction/context-settings.ts';
import type { Assurance, Identity } from '../interaction/identity.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { readPortrait } from '../store/portrait.ts';
import { type Card, displayNameOf, type FullCard, firstNameOf, fullCard, type GreetingCard } from './card.ts';
import { findById, findByIdentity, type Person } from './find-person.ts';

/** What reading a card needs. */
export interface CardReading {
  table: JourneyTable;
  settings: ContextSettings;
  /** Milliseconds since 1970. */
  now: number;
}

/** How many entries of a journey a card looks at. */
const LOOK_BACK = 50;

async function full({ table, settings, now }: CardReading, brand: string, person: Person): Promise<FullCard> {
  return fullCard(person, await readPortrait(table, brand, person, LOOK_BACK), settings, now);
}

/**
 * A caller who proves nothing may be anybody who shows this number: the card tells that somebody is known, and by
 * name only where the brand wants it.
 */
async function greeting(
  { table, settings }: CardReading,
  brand: string,
  person: Person,
): Promise<GreetingCard> {
  const known = { level: 'greeting', isKnown: true } as const;
  if (!settings.greetByName) return known;
  const firstName = firstNameOf(displayNameOf(await readPortrait(table, brand, person, 1)));
  return { ...known, ...(firstName !== undefined && { firstName }) };
}

/**
 * The card of a customer: two rounds of reads, three for an id that was merged away. Undefined when this brand has
 * no such customer.
 */
export async function readCard(
  reading: CardReading,
  brand: string,
  customerId: string,
): Promise<FullCard | undefined> {
  const person = await findById(reading.table, brand, customerId);
  return person && full(reading, brand, person);
}

/**
 * The card for who shows an identity, for a screen pop or an IVR, in at most three rounds of reads. How sure it is
 * that they are who they say decides what it carries; an address that proved nothing never opens a full one.
 */
export async function readCardOf(
  reading: CardReading,
  brand: string,
  identity: Identity,
  assurance: Assurance,
): Promise<Card> {
  const person = await findByIdentity(reading.table, brand, identity);
  if (person === undefined) return { level: 'greeting', isKnown: false };
  const isProven = assurance !== 'claimed' && !isUnproven(identity);
  return isProven ? full(reading, brand, person) : greeting(reading, brand, person);
}
