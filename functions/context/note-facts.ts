import type { RecordedEvent } from '../interaction/event.ts';
import { interactionId } from '../interaction/ids.ts';
import { type FactSource, noteFact } from '../store/facts.ts';
import type { Node } from '../store/items.ts';
import type { JourneyTable } from '../store/journey-table.ts';
import { channelOf } from '../store/keys.ts';
import { factsOf } from './facts-of.ts';

/**
 * Keeps what an interaction tells of its person. An interaction that tells nothing, as nearly all do, costs no call.
 * To be done before the interaction is recorded: whoever dies in between does it again, with the same effect.
 */
export async function noteFacts(table: JourneyTable, event: RecordedEvent, person: Node): Promise<void> {
  const facts = factsOf(event);
  if (facts.length === 0) return;
  const id = interactionId(event);
  const origin: Omit<FactSource, 'kind'> = {
    interactionId: id,
    channel: channelOf(id),
    ...(event.interaction.contact.assurance === 'claimed' && { isClaimed: true }),
  };
  await Promise.all(
    facts.map(({ name, value, kind }) =>
      noteFact(table, event.brand, person, name, { value, at: event.at, source: { kind, ...origin } }),
    ),
  );
}
