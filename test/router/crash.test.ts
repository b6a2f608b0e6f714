import { describe, expect, it } from 'vitest';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { readConversation } from '../../functions/store/conversations.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { conversationIdFor } from '../../functions/store/keys.ts';
import { Killed, killedAt, killedAtWrite } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { emailOf, HOUR, mail, message, moving, noon, phone, routingOf } from './events.ts';

const tables = journeyTables();

interface Story {
  name: string;
  before: InteractionEvent[];
  event: InteractionEvent;
  now?: number;
}

const SECOND = 1000;
const known = message({ id: 'SM1', atMs: -3 * SECOND });
const long = message({ id: 'SM0', atMs: -200 * HOUR });

const stories: Story[] = [
  { name: 'first message of somebody new', before: [], event: message({ id: 'SM1' }) },
  { name: 'message in an open conversation', before: [known], event: message({ id: 'SM2' }) },
  { name: 'late message before the first', before: [known], event: message({ id: 'SM2', atMs: -HOUR }) },
  { name: 'message after the conversation lapsed', before: [long], event: message({ id: 'SM2' }) },
  {
    name: 'old message of a conversation that left the set',
    before: [long, known],
    event: message({ id: 'SM2', atMs: -199 * HOUR }),
  },
  { name: 'old message of nobody known', before: [], event: message({ id: 'SM2', atMs: -999 * HOUR }) },
  {
    name: 'answer to a mail of a conversation that left the set',
    before: [
      mail({ id: 'ses-1', messageId: '<1@mail.example.com>', atMs: -200 * HOUR }),
      mail({ id: 'ses-2', messageId: '<2@mail.example.com>', atMs: -100 * HOUR }),
    ],
    event: mail({
      id: 'ses-3',
      messageId: '<3@mail.example.com>',
      inReplyTo: ['<1@mail.example.com>'],
      cc: [emailOf('carol')],
    }),
  },
  {
    name: 'answer of somebody new who was copied',
    before: [mail({ id: 'ses-1', messageId: '<1@mail.example.com>', cc: [emailOf('bob')] })],
    event: mail({
      id: 'ses-2',
      messageId: '<2@mail.example.com>',
      atMs: SECOND,
      identity: emailOf('bob'),
      inReplyTo: ['<1@mail.example.com>'],
    }),
  },
  {
    name: 'automatic mail of a conversation that lapsed',
    before: [mail({ id: 'ses-1', messageId: '<1@mail.example.com>', atMs: -200 * HOUR })],
    event: mail({
      id: 'ses-2',
      messageId: '<2@mail.example.com>',
      inReplyTo: ['<1@mail.example.com>'],
      automatic: 'auto-replied',
    }),
  },
  { name: 'first mail', before: [], event: mail({ id: 'ses-1', messageId: '<1@mail.example.com>' }) },
  {
    name: 'message under a new name',
    before: [known],
    event: message({ id: 'SM2', contact: { displayName: 'Ada' } }),
  },
  {
    name: 'message that its receipt was faster than',
    before: [moving('SM2', 0, { type: 'receipt', status: 'delivered' })],
    event: message({ id: 'SM2', direction: 'outbound' }),
  },
  {
    name: 'deletion of an edited message',
    before: [known, moving('SM1', 0, { type: 'edit', revision: 1, text: 'Better' })],
    event: moving('SM1', SECOND, { type: 'deletion' }),
  },
  {
    name: 'receipt without its message',
    before: [],
    event: moving('SM1', 0, { type: 'receipt', status: 'sent' }),
  },
];

async function play(table: JourneyTable, events: readonly InteractionEvent[]): Promise<void> {
  for (const event of events) await routeEvent(routingOf(table), event);
}

/** Kills the worker at one call, then lets the queue deliver again. Resolves to whether the kill came to pass. */
async function playWithKill(table: JourneyTable, event: InteractionEvent, nth: number) {
  const wasKilled = await routeEvent(routingOf(await killedAtWrite(table, nth)), event).then(
    () => false,
    (error: unknown) => {
      if (error instanceof Killed) return true;
      throw error;
    },
  );
  await play(table, [event]);
  return wasKilled;
}

describe.each(stories)('a worker killed at any write: $name', (story) => {
  it('leaves what an unbroken one leaves', async () => {
    const whole = await tables.table();
    await play(whole, story.before);
    const copy = await tables.copiesOf(whole);
    await play(whole, [story.event]);
    const expected = await dump(whole);
    let kills = 0;
    for (; ; kills += 1) {
      const table = await copy();
      const wasKilled = await playWithKill(table, story.event, kills);
      expect(await dump(table), `killed after write ${kills}`).toEqual(expected);
      if (!wasKilled) break;
    }
    expect(kills).toBeGreaterThan(0);
  });
});

describe('a worker that dies and whose event never comes back', () => {
  it('leaves a conversation that the next message completes', async () => {
    const table = await tables.table();
    await play(table, [long]);
    const lost = message({ id: 'lost', atMs: -HOUR });
    // Read twice, close, open: the fifth call would be the first of the conversation's items.
    await expect(routeEvent(routingOf(await killedAt(table, 4, 'before')), lost)).rejects.toThrow(Killed);
    const conversationId = conversationIdFor('demo', interactionId(lost));
    expect(await readConversation(table, 'demo', conversationId, noon)).toBeUndefined();
    await play(table, [message({ id: 'SM2' })]);
    expect(await readConversation(table, 'demo', conversationId, noon)).toMatchObject({
      openedBy: interactionId(lost),
      status: 'open',
      participants: [{ identity: phone() }],
    });
  });
});
