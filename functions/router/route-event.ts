import { moodOf } from '../context/mood-of.ts';
import { noteFacts } from '../context/note-facts.ts';
import { asks } from '../conversation/aside.ts';
import { continueConversation } from '../conversation/continue-conversation.ts';
import type { HandingOver } from '../conversation/handing-over.ts';
import { hideHandoffs } from '../conversation/hide-codes.ts';
import { keepUp } from '../conversation/keep-up.ts';
import { presentHandoff } from '../conversation/present-handoff.ts';
import { repliedTo } from '../conversation/reply-token.ts';
import { type Identifying, identify } from '../identity/identify.ts';
import { noteContact } from '../identity/resolve.ts';
import type { InteractionEvent, RecordedEvent } from '../interaction/event.ts';
import { writeMailAlias } from '../store/mail-aliases.ts';
import { type Movement, moveInteraction } from '../store/move-interaction.ts';
import { recordInteraction } from '../store/record-interaction.ts';
import { CustomerMovedError, customerOf, emptySnapshot, readSnapshot } from '../store/snapshots.ts';
import { contention } from '../store/update.ts';
import { raiseWatermark } from '../store/watermarks.ts';
import { type Desks, deskOf, type MoodOfTurn } from './desk-of.ts';

export type Routing = Identifying & HandingOver & Desks;
/** `recorded`, what moved, or `unchanged` for a duplicate. */
export type Outcome = 'recorded' | 'watermark' | Movement;

/** A merge moves a customer once; a second time in the same moment is as much as can be expected. */
const MAX_MOVES = 3;

/** Puts one event into the table: once or a hundred times, in any order, with the same effect. */
export async function routeEvent(routing: Routing, event: InteractionEvent): Promise<Outcome> {
  if (event.type === 'recorded') return routeInteraction(routing, event);
  if (event.type !== 'watermark')
    return moveInteraction(routing.table, await hideHandoffs(routing, event), routing.now);
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

function moodOnce({ interaction }: RecordedEvent): MoodOfTurn {
  let found: ReturnType<MoodOfTurn> | undefined;
  return () => {
    found ??= moodOf(interaction);
    return found;
  };
}

/** Identify, present, continue, record, keep up. What is recorded already decides, and only what it lacks is written. */
async function placeInteraction(routing: Routing, came: RecordedEvent): Promise<Outcome> {
  const { table, now } = routing;
  const { person, isNew, interaction, alias, referred } = await identify(routing, came);
  const isRecorded = interaction.recorded !== undefined;
  const presented = isRecorded ? undefined : await presentHandoff(routing, came, person);
  const { event = came, conversationId: carriedOn, isJoined = false } = presented ?? {};
  if (isJoined) throw new CustomerMovedError('A handoff joined the contact to somebody');
  const customer = customerOf(event.brand, person);
  const mood = moodOnce(event);
  // A provider that tells no time gives a delivery that comes again another one.
  const { at, receivedAt } = interaction.recorded ?? event;
  const desk = await deskOf(routing, { ...event, at, receivedAt }, customer.customerId, mood);
  const conversing = { ...routing, desk };
  const read = isNew && carriedOn === undefined ? emptySnapshot : await readSnapshot(table, customer);
  if (interaction.recorded !== undefined) {
    await writeMailAlias(table, event, interaction.recorded, alias);
    await keepUp(conversing, customer, interaction.recorded, read, { isNew: false, asks: asks(event) });
    return 'unchanged';
  }
  await noteContact(table, event, person);
  await noteFacts(table, event, person);
  const { snapshot, ...place } = await continueConversation(
    conversing,
    person,
    event,
    read,
    [carriedOn, await repliedTo(routing, event), ...referred].filter((id) => id !== undefined),
  );
  const turn = await recordInteraction(table, event, {
    ...place,
    state: interaction,
    mood: await mood(),
    now,
  });
  await writeMailAlias(table, event, turn, alias);
  await keepUp(conversing, customer, turn, snapshot, { isNew: true, asks: asks(event) });
  return 'recorded';
}
