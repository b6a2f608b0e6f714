import { expect } from 'vitest';
import { waitingView } from '../../functions/api/views/desk.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Play } from './play.ts';
import { cardOf, conversation, customerWith, type Entry, journeyOf, measuresOf } from './reads.ts';

/** After these a message of ours has arrived, or is known not to. */
const FINAL = ['delivered', 'read', 'failed'];

function expectOrder(entries: readonly Entry[]): void {
  const times = entries.map(({ at }) => at);
  expect(times, 'in the order of the providers’ times').toEqual(times.toSorted());
}

function expectFinal(entries: readonly Entry[]): void {
  const sent = entries.filter(({ direction, kind }) => direction === 'outbound' && kind === 'message');
  const open = sent.filter(({ progress }) => !FINAL.includes(progress.status ?? ''));
  expect(
    open.map(({ interactionId }) => interactionId),
    'messages of ours without a final status',
  ).toEqual([]);
}

/** Who takes up a waiting conversation finds it on its customer's card, with what was said last. */
async function expectCard({ api }: Play, conversationId: string): Promise<void> {
  const { agentQueue, customerId, assignee, isWaiting } = await conversation(api, conversationId);
  if (!isWaiting || assignee !== undefined) return;
  const { conversations } = await api.get(waitingView, `agent-queues/${agentQueue}?limit=100`);
  expect(conversations.map((waiting) => waiting.conversationId)).toContain(conversationId);
  const card = await cardOf(api, customerId);
  expect(card.conversations.map((each) => each.conversationId)).toContain(conversationId);
  expect(card.turns.map((turn) => turn.conversationId)).toContain(conversationId);
}

/**
 * What must hold after every journey: each interaction stands once in the timeline of one of its people, in the order
 * of event time, and nothing else does; each of our messages has a final status; who is to answer has a card; and
 * nobody was asked for what was known, but where the journey has it so.
 */
export async function expectCommon(play: Play, people: readonly Identity[]): Promise<void> {
  const { api, noted, askedAgain } = play;
  const customers = await Promise.all(people.map((identity) => customerWith(api, identity)));
  const ids = [...new Set(customers.map(({ customerId }) => customerId))];
  const journeys = await Promise.all(ids.map((id) => journeyOf(api, id)));
  for (const entries of journeys) {
    expectOrder(entries);
    expectFinal(entries);
  }
  const entries = journeys.flat();
  expect(entries.map(({ interactionId }) => interactionId).toSorted()).toEqual([...noted].toSorted());
  const conversations = new Set(entries.flatMap(({ conversationId }) => conversationId ?? []));
  const repeated: string[] = [];
  for (const id of conversations) {
    await expectCard(play, id);
    const { questions } = (await measuresOf(api, id)).hadToRepeat;
    repeated.push(...questions.map(({ interactionId }) => interactionId));
  }
  expect(repeated.toSorted(), 'asked for what was known').toEqual([...askedAgain].toSorted());
}
