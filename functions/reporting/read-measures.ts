import { findById, type Person } from '../context/find-person.ts';
import type { ContextSettings } from '../interaction/context-settings.ts';
import { HOUR_MS } from '../interaction/time.ts';
import { readConversation, readConversationPage } from '../store/conversations.ts';
import { readFacts } from '../store/facts.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import type { ConversationView, JourneyEntry } from '../store/journey-view.ts';
import { readJourney } from '../store/journeys.ts';
import { identityDigest } from '../store/keys.ts';
import { type Measures, measure } from './measures.ts';

export interface MeasuredConversation extends Measures {
  conversationId: string;
  /** False when it has more entries than are counted. */
  isWhole: boolean;
}

const PAGE = 100;
/** A conversation with more entries is measured by its first ones. */
const MAX_PAGES = 10;

async function readEntries(table: JourneyTable, brand: string, conversationId: string) {
  const entries: JourneyEntry[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query = { limit: PAGE, cursor, order: 'oldest-first' } as const;
    const page = await readConversationPage(table, brand, conversationId, query);
    entries.push(...(page?.entries ?? []));
    cursor = page?.cursor;
    if (cursor === undefined) break;
  }
  return { entries, isWhole: cursor === undefined };
}

async function readBefore(
  table: JourneyTable,
  brand: string,
  { customerId, openedAt }: ConversationView,
  hours: number,
): Promise<JourneyEntry[]> {
  const from = new Date(Date.parse(openedAt) - hours * HOUR_MS).toISOString();
  const page = await readJourney(table, brand, customerId, { limit: PAGE, from, to: openedAt });
  return page?.entries ?? [];
}

/** What is known of a person over all identities, and since when. */
async function readKnown(table: JourneyTable, brand: string, { members }: Person) {
  const facts = (await Promise.all(members.map((member) => readFacts(table, brand, member)))).flat();
  const latestFirst = facts.sort((left, right) => (left.since > right.since ? -1 : 1));
  return new Map(latestFirst.map(({ name, since }) => [name, since]));
}

/**
 * The measures of a conversation for the person it was opened for. Undefined when this brand has no such
 * conversation. `now` in milliseconds.
 */
export async function readMeasures(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  { repeatContactHours }: ContextSettings,
  now: number,
): Promise<MeasuredConversation | undefined> {
  const conversation = await readConversation(table, brand, conversationId, now);
  const person = conversation && (await findById(table, brand, conversation.customerId));
  if (conversation === undefined || person === undefined) return undefined;
  const own = { ...conversation, customerId: person.customerId };
  const [{ entries, isWhole }, before, known] = await Promise.all([
    readEntries(table, brand, conversationId),
    readBefore(table, brand, own, repeatContactHours),
    readKnown(table, brand, person),
  ]);
  // Others who take part have journeys of their own.
  const theirs = new Set(person.members.map(({ identity }) => identityDigest(identity)));
  const measured = entries.filter(
    ({ direction, contact }) => direction === 'outbound' || theirs.has(identityDigest(contact.identity)),
  );
  return {
    conversationId,
    isWhole,
    ...measure({ entries: measured, before, closings: conversation.closings, known, repeatContactHours }),
  };
}
