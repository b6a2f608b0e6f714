import { type Conversing, continueConversation } from '../conversation/continue-conversation.ts';
import { keepUp } from '../conversation/keep-up.ts';
import { noteContact, resolve } from '../identity/resolve.ts';
import type { InteractionEvent, RecordedEvent } from '../interaction/event.ts';
import { writeMailAlias } from '../store/mail-aliases.ts';
import { type Movement, moveInteraction } from '../store/move-interaction.ts';
import { recordInteraction } from '../store/record-interaction.ts';
import { CustomerMovedError, customerOf, emptySnapshot, readSnapshot } from '../store/snapshots.ts';
import { contention } from '../store/update.ts';
import { raiseWatermark } from '../store/watermarks.ts';

export type Routing = Conversing;
/** `recorded`, what moved, or `unchanged` for a duplicate. */
export type Outcome = 'recorded' | 'watermark' | Movement;

/** A merge moves a customer once; a second time in the same moment is as much as can be expected. */
const MAX_MOVES = 3;

/** Puts one event into the table: once or a hundred times, in any order, with the same effect. */
export async function routeEvent(routing: Routing, event: InteractionEvent): Promise<Outcome> {
  if (event.type === 'recorded') return routeInteraction(routing, event);
  if (event.type !== 'watermark') return moveInteraction(routing.table, event, routing.now);
  await raiseWatermark(routing.table, event);
  return 'watermark';
}

async function routeInteraction(routing: Routing, event: RecordedEvent): Promise<Outcome> {
  for (let move = 1; ; move += 1) {
    try {
      return await placeInteraction(routing, event);
    } catch (error) {
      if (!(error instanceof CustomerMovedError)) throw error;
      if (move === MAX_MOVES) throw contention('customer');
    }
  }
}

/** Resolve, continue, record, keep up. What is recorded already decides, and only what it lacks is written. */
async function placeInteraction(routing: Routing, event: RecordedEvent): Promise<Outcome> {
  const { table, now } = routing;
  const { person, isNew, interaction } = await resolve(table, event);
  const customer = customerOf(event.brand, person);
  const read = isNew ? emptySnapshot : await readSnapshot(table, customer);
  if (interaction.recorded !== undefined) {
    await keepUp(table, customer, interaction.recorded, read);
    return 'unchanged';
  }
  await noteContact(table, event, person);
  await writeMailAlias(table, event);
  const { conversationId, snapshot } = await continueConversation(routing, person, event, read);
  const turn = await recordInteraction(table, event, { conversationId, state: interaction, now });
  await keepUp(table, customer, turn, snapshot);
  return 'recorded';
}
