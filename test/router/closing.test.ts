import { describe, expect, it } from 'vitest';
import { closeConversation } from '../../functions/conversation/close-conversation.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { readConversation } from '../../functions/store/conversations.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { conversationIdFor, interactionKey } from '../../functions/store/keys.ts';
import { readItem } from '../../functions/store/read-items.ts';
import { interrupted, Killed, killedAt } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { at, emailOf, HOUR, type MessageOptions, mail, message, noon, phone, routingOf } from './events.ts';
import { makeOnePerson } from './same-person.ts';

const tables = journeyTables();
const [ada, bob] = [emailOf('ada'), emailOf('bob')];
const question = 'When will it be here?';

/** A message at an hour, routed in it. */
async function send(table: JourneyTable, hours: number, options: Partial<MessageOptions> = {}) {
  const event = message({ id: `at ${hours}`, atMs: hours * HOUR, text: question, ...options });
  await routeEvent(routingOf(table, noon + hours * HOUR), event);
  return event;
}

function close(table: JourneyTable, conversationId: string, hours: number, reason = 'solved') {
  const now = noon + hours * HOUR;
  return closeConversation(table, { brand: 'demo', conversationId, by: 'desk', reason, now });
}

function idOf(openedBy: RecordedEvent): string {
  return conversationIdFor('demo', interactionId(openedBy));
}

async function statusAt(table: JourneyTable, conversationId: string, hours: number) {
  return (await readConversation(table, 'demo', conversationId, noon + hours * HOUR))?.status;
}

async function placeOf(table: JourneyTable, event: RecordedEvent) {
  const item = await readItem(table, interactionKey(interactionId(event)));
  return { conversationId: item?.conversationId, aside: item?.aside };
}

/** A conversation that was opened at noon and closed an hour later. */
async function closedOne(identities: [typeof ada, ...(typeof ada)[]] = [phone()]) {
  const table = await tables.table();
  await makeOnePerson(table, 'demo', at(0), identities);
  const first = await send(table, 0);
  const conversationId = idOf(first);
  await close(table, conversationId, 1);
  return { table, conversationId };
}

describe('a conversation that was closed', () => {
  it('says so, by whom and why', async () => {
    const { table, conversationId } = await closedOne();
    expect(await readConversation(table, 'demo', conversationId, noon + 2 * HOUR)).toMatchObject({
      status: 'closed',
      closed: { at: at(HOUR), by: 'desk', reason: 'solved' },
      lastAt: at(0),
    });
  });

  it('is closed once: a second closing changes nothing', async () => {
    const { table, conversationId } = await closedOne();
    const before = await dump(table);
    expect(await close(table, conversationId, 5, 'other')).toEqual({
      at: at(HOUR),
      by: 'desk',
      reason: 'solved',
    });
    expect(await dump(table)).toEqual(before);
  });

  it('stays closed after thanks, which stand in it', async () => {
    const { table, conversationId } = await closedOne();
    const thanks = await send(table, 2, { text: 'Great, thank you!' });
    expect(await placeOf(table, thanks)).toEqual({ conversationId, aside: 'courtesy' });
    expect(await readConversation(table, 'demo', conversationId, noon + 3 * HOUR)).toMatchObject({
      status: 'closed',
      lastAt: at(2 * HOUR),
    });
  });

  it('stays closed after thanks on another channel', async () => {
    const { table, conversationId } = await closedOne([phone(), ada]);
    const thanks = await send(table, 2, { identity: ada, provider: 'chat/widget', text: 'Merci, au revoir' });
    expect(await placeOf(table, thanks)).toEqual({ conversationId, aside: 'courtesy' });
    expect(await statusAt(table, conversationId, 2)).toBe('closed');
  });

  it('opens again with a question, and the next thanks go on in it', async () => {
    const { table, conversationId } = await closedOne();
    const next = await send(table, 2);
    expect(await placeOf(table, next)).toEqual({ conversationId, aside: undefined });
    expect(await statusAt(table, conversationId, 2)).toBe('open');
    expect(await placeOf(table, await send(table, 3, { text: 'Thanks!' }))).toEqual({
      conversationId,
      aside: undefined,
    });
    expect(await close(table, conversationId, 4, 'again')).toMatchObject({
      at: at(4 * HOUR),
      reason: 'again',
    });
    expect(await statusAt(table, conversationId, 4)).toBe('closed');
  });

  it('opens again with a question on another channel', async () => {
    const { table, conversationId } = await closedOne([phone(), ada]);
    const next = await send(table, 2, { identity: ada, provider: 'chat/widget' });
    expect(await placeOf(table, next)).toEqual({ conversationId, aside: undefined });
  });

  it('stays closed when we write once more, and the answer to that opens it', async () => {
    const { table, conversationId } = await closedOne();
    const ours = await send(table, 2, { direction: 'outbound', text: 'It was sent today.' });
    expect(await placeOf(table, ours)).toEqual({ conversationId, aside: 'after-end' });
    expect(await statusAt(table, conversationId, 2)).toBe('closed');
    await send(table, 3);
    expect(await statusAt(table, conversationId, 3)).toBe('open');
  });

  it('is another matter once its window has passed since the closing', async () => {
    const { table, conversationId } = await closedOne();
    expect(await placeOf(table, await send(table, 72.9, { text: 'Thanks!' }))).toMatchObject({
      conversationId,
    });
    const late = await send(table, 73.1);
    expect((await placeOf(table, late)).conversationId).not.toBe(conversationId);
  });

  it('gives way to one that is open', async () => {
    const { table, conversationId } = await closedOne();
    const other = await send(table, 100);
    await close(table, idOf(other), 101);
    const quoting = await send(table, 102, { replyTo: 'at 0' });
    expect((await placeOf(table, quoting)).conversationId).toBe(conversationId);
    expect((await placeOf(table, await send(table, 103))).conversationId).toBe(conversationId);
    expect(await statusAt(table, idOf(other), 103)).toBe('closed');
  });

  it('keeps its state when it leaves the set', async () => {
    const { table, conversationId } = await closedOne();
    await send(table, 200);
    expect(await readConversation(table, 'demo', conversationId, noon + 200 * HOUR)).toMatchObject({
      status: 'closed',
      lastAt: at(0),
    });
  });

  it('is not opened by what comes in long after its time', async () => {
    const { table, conversationId } = await closedOne();
    const redriven = message({ id: 'redriven', atMs: HOUR / 2, text: question });
    await routeEvent(routingOf(table, noon + 100 * HOUR), redriven);
    expect(await placeOf(table, redriven)).toEqual({ conversationId, aside: 'after-end' });
    expect(await statusAt(table, conversationId, 100)).toBe('closed');
  });

  it('is not opened by a redelivery of what was said before', async () => {
    const { table, conversationId } = await closedOne();
    await routeEvent(routingOf(table, noon + 2 * HOUR), message({ id: 'at 0', text: question }));
    expect(await statusAt(table, conversationId, 2)).toBe('closed');
  });
});

describe('closing', () => {
  it('closes for everybody who takes part', async () => {
    const table = await tables.table();
    const first = mail({
      id: 'first',
      messageId: '<1@mail.example.com>',
      cc: [bob],
      contact: { assurance: 'verified' },
    });
    const answer = { id: 'all', messageId: '<2@mail.example.com>', inReplyTo: ['<1@mail.example.com>'] };
    await routeEvent(routingOf(table), first);
    await routeEvent(routingOf(table), mail({ ...answer, atMs: 1, identity: bob }));
    await close(table, idOf(first), 1);
    expect(await statusAt(table, idOf(first), 1)).toBe('closed');
    const thanks = await send(table, 2, { identity: bob, text: 'Thanks!' });
    expect(await placeOf(table, thanks)).toEqual({ conversationId: idOf(first), aside: 'courtesy' });
    await send(table, 3, { identity: bob });
    expect(await statusAt(table, idOf(first), 3)).toBe('open');
  });

  it('of what there is not is refused', async () => {
    const table = await tables.table();
    await expect(close(table, 'cnv_unknown', 1)).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(await dump(table)).toEqual({});
  });

  it('that dies at any call is completed by the next try', async () => {
    for (let nth = 0; ; nth += 1) {
      const table = await tables.table();
      const conversationId = idOf(await send(table, 0));
      const own = await killedAt(table, nth, nth % 2 === 0 ? 'before' : 'after');
      const wasKilled = await close(own, conversationId, 1).then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      await close(table, conversationId, 1);
      expect(await statusAt(table, conversationId, 1), `killed at call ${nth}`).toBe('closed');
      if (!wasKilled) return expect(nth).toBeGreaterThan(2);
    }
  });
});

describe('a question', () => {
  it('is never left unseen in a closed conversation, wherever the closing comes in', async () => {
    for (let nth = 0; ; nth += 1) {
      const table = await tables.table();
      const conversationId = idOf(await send(table, 0));
      let wasRecorded = false;
      const event = message({ id: 'next', atMs: HOUR, text: question });
      const own = await interrupted(table, nth, async () => {
        wasRecorded = (await readItem(table, interactionKey(interactionId(event)))) !== undefined;
        await close(table, conversationId, 1);
      });
      await routeEvent(routingOf(own.table, noon + HOUR), event);
      if (!own.wasInterrupted()) return expect(nth).toBeGreaterThan(2);
      const status = await statusAt(table, conversationId, 1);
      if (!wasRecorded) expect(status, `closed before call ${nth}`).toBe('open');
      expect((await placeOf(table, event)).conversationId).toBe(conversationId);
    }
  });

  it('is not left there by a worker that dies after any call', async () => {
    const table = await tables.table();
    const conversationId = idOf(await send(table, 0));
    await close(table, conversationId, 1);
    const event = message({ id: 'next', atMs: 2 * HOUR, text: question });
    for (let nth = 0; nth < 12; nth += 1) {
      const own = await killedAt(table, nth, 'after');
      await routeEvent(routingOf(own, noon + 2 * HOUR), event).catch(() => undefined);
    }
    await routeEvent(routingOf(table, noon + 2 * HOUR), event);
    expect(await statusAt(table, conversationId, 2)).toBe('open');
  });
});
