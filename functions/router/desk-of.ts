import { tags } from '../context/known-facts.ts';
import { turnText } from '../context/turn-text.ts';
import { asks, isCourtesyOf } from '../conversation/aside.ts';
import { type DeskOfTurn, isPast } from '../conversation/conversing.ts';
import type { BrandSettings } from '../interaction/brand-settings.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId } from '../interaction/ids.ts';
import { atDesk, type Said } from '../routing/at-desk.ts';
import { readFacts } from '../store/facts.ts';
import { readMembers } from '../store/heads.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { languageOf } from '../text/language.ts';

/** How a turn sounds, found out once, when somebody asks. */
export type MoodOfTurn = () => Promise<number | undefined>;

/** What the desk of a turn is made of. */
export interface Desks {
  table: JourneyTable;
  windowHours: number;
  /** Milliseconds since 1970. */
  now: number;
  settings(brand: string): Promise<BrandSettings>;
}

async function tagsOf(table: JourneyTable, brand: string, customerId: string): Promise<string[]> {
  const members = await readMembers(table, brand, customerId);
  const facts = await Promise.all(members.map((member) => readFacts(table, brand, member)));
  return tags(members.map((member, index) => ({ member, addresses: [], facts: facts[index] ?? [] })));
}

/** What was said, in which language and mood, and by whom: no more than a brand's rules ask. */
async function saidIn(
  table: JourneyTable,
  { rules }: BrandSettings['routing'],
  { brand, interaction }: RecordedEvent,
  customerId: string,
  mood: MoodOfTurn,
): Promise<Said> {
  const text = turnText(interaction) ?? '';
  const isAsked = (name: 'language' | 'tags') => rules.some(({ when }) => when[name] !== undefined);
  const [language, felt, known] = await Promise.all([
    isAsked('language') ? languageOf(text) : undefined,
    mood(),
    isAsked('tags') ? tagsOf(table, brand, customerId) : [],
  ]);
  return { text, language, mood: felt, tags: known };
}

/**
 * Where the conversation of an event is answered. A caller is on the line and waits in no queue of ours; what comes
 * in long after its time asks for nothing any more.
 */
export async function deskOf(
  desks: Desks,
  event: RecordedEvent,
  customerId: string,
  mood: MoodOfTurn,
): Promise<DeskOfTurn> {
  const { table, now } = desks;
  const { brand, interaction, receivedAt } = event;
  // Somebody's clock may be ahead of ours: an answer that is given now must not come before its question.
  const at = event.at < receivedAt ? event.at : receivedAt;
  const settings = await desks.settings(brand);
  let said: Promise<Said> | undefined;
  return atDesk({
    table,
    settings,
    brand,
    interactionId: interactionId(event),
    at,
    now,
    isOurs: interaction.direction === 'outbound',
    asks: asks(event) && interaction.kind !== 'call' && !isPast(at, desks),
    isCourtesy: isCourtesyOf(event),
    said() {
      said ??= saidIn(table, settings.routing, event, customerId, mood);
      return said;
    },
  });
}
