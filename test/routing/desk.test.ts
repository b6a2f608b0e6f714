import { describe, expect, it } from 'vitest';
import { closeConversation } from '../../functions/conversation/close-conversation.ts';
import { assignTo, takeFrom } from '../../functions/routing/assign-to.ts';
import { noteFact } from '../../functions/store/facts.ts';
import { dueKeys } from '../../functions/store/keys.ts';
import { readDue, readWaiting } from '../../functions/store/waiting.ts';
import { at, noon, phone } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { deskOver, MINUTE } from './desk-fixture.ts';

const tables = journeyTables();
const week = [{ days: ['mon' as const, 'tue' as const, 'wed' as const], from: '09:00', to: '17:00' }];
const angry = 'This is terrible, the worst service ever, I hate it!';
const DAY = 24 * 60;

/** A new table with a desk; `waiting` are the conversations of a queue, `due` all that wait for the timer. */
async function setUp(input?: Parameters<typeof deskOver>[1], windowHours?: number) {
  const table = await tables.table();
  const desk = deskOver(table, input, windowHours);
  return {
    table,
    ...desk,
    async waiting(agentQueue = 'messages') {
      const { conversations } = await readWaiting(table, 'demo', agentQueue, { limit: 100 });
      return conversations.map(({ conversationId }) => conversationId);
    },
    async due() {
      const until = at(1_000 * DAY * MINUTE);
      const found = await Promise.all(dueKeys.map((key) => readDue(table, key, { until, limit: 100 })));
      return found.flat().map((entry) => entry.at);
    },
    give: (conversationId: string, agentId: string, minutes = 1) =>
      assignTo(table, { brand: 'demo', conversationId, agentId, at: at(minutes * MINUTE), by: 'console' }),
    close: (conversationId: string, minutes: number) => {
      const now = noon + minutes * MINUTE;
      return closeConversation(table, {
        brand: 'demo',
        conversationId,
        by: 'console',
        reason: 'solved',
        now,
      });
    },
  };
}

describe('who asks', () => {
  it('waits in the agent queue of the rules, with a time at which an answer is due', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    expect(await desk.item(id)).toMatchObject({
      agentQueue: 'messages',
      priority: 3,
      askedAt: at(0),
      isWaiting: true,
      dueAt: at(60 * MINUTE),
    });
    expect(await desk.waiting()).toEqual([id]);
    expect(await desk.due()).toEqual([at(60 * MINUTE)]);
  });

  it('waits no more when we answer, and stands in no index then', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    await desk.send(5, { direction: 'outbound' });
    await desk.send(6, { text: 'Thank you!' });
    const item = await desk.item(id);
    expect([item?.isWaiting, item?.dueAt]).toEqual([undefined, undefined]);
    const stored = Object.values(await dump(desk.table)).find((each) => each.sk === 'CONVERSATION');
    expect(Object.keys(stored ?? {}).filter((name) => /^(due|waiting)/.test(name))).toEqual([]);
    expect([await desk.waiting(), await desk.due()]).toEqual([[], []]);
  });

  it('waits again when they ask again after our answer, once, and until the next one', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    await desk.send(5, { direction: 'outbound' });
    for (const minute of [6, 7, 6, 0]) await desk.send(minute);
    expect(await desk.item(id)).toMatchObject({ isWaiting: true, askedAt: at(6 * MINUTE) });
    expect(await desk.waiting()).toEqual([id]);
    expect(await desk.due()).toEqual([at(66 * MINUTE)]);
    await desk.send(5, { direction: 'outbound' });
    expect(await desk.waiting(), 'what we said before answers nothing').toEqual([id]);
    await desk.send(8, { direction: 'outbound' });
    await desk.send(6);
    // As of a provider that tells no time: the same delivery, with the time at which it came again.
    await desk.send(9, { id: 'at 6' });
    expect([await desk.waiting(), await desk.due()]).toEqual([[], []]);
  });

  it('waits on for what was asked later than our answer, whichever comes in first', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    await desk.send(6);
    await desk.send(5, { direction: 'outbound' });
    expect(await desk.waiting()).toEqual([id]);
    const before = await dump(desk.table);
    for (const minute of [0, 6]) await desk.send(minute);
    await desk.send(5, { direction: 'outbound' });
    expect(await dump(desk.table)).toEqual(before);
    await desk.send(7, { direction: 'outbound' });
    expect(await desk.waiting()).toEqual([]);
  });

  it('again after our answer waits for the agent who has the conversation, and for everybody once it is taken', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    await desk.agent('ada');
    const giving = { brand: 'demo', conversationId: id, agentId: 'ada' };
    await assignTo(desk.table, { ...giving, at: at(1), by: 'tests' });
    await desk.send(5, { direction: 'outbound' });
    await desk.send(6);
    expect(await desk.item(id)).toMatchObject({ assignee: 'ada', isWaiting: true, askedAt: at(6 * MINUTE) });
    expect([await desk.waiting(), await desk.due()], 'it is theirs, and nothing is due').toEqual([[], []]);
    await takeFrom(desk.table, giving);
    expect(await desk.waiting()).toEqual([id]);
    await desk.send(8, { direction: 'outbound' });
    expect(await desk.waiting()).toEqual([]);
  });

  it('waits no more when the conversation is closed, or another opens behind its window', async () => {
    const desk = await setUp();
    const first = await desk.send(0);
    await desk.close(first, 1);
    expect([await desk.waiting(), await desk.due()]).toEqual([[], []]);
    const second = await desk.send(DAY);
    const third = await desk.send(10 * DAY);
    expect(second).not.toBe(third);
    expect(await desk.waiting()).toEqual([third]);
  });

  it('again after the end waits anew, and an old answer that comes twice answers nothing', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    await desk.send(5, { direction: 'outbound' });
    await desk.close(id, 6);
    await desk.send(90, { text: 'Why is it still not here?' });
    expect(await desk.item(id)).toMatchObject({ isWaiting: true, askedAt: at(90 * MINUTE) });
    await desk.send(5, { direction: 'outbound' });
    expect(await desk.waiting()).toEqual([id]);
    await desk.send(95, { direction: 'outbound' });
    expect(await desk.waiting()).toEqual([]);
  });

  it('is answered: nothing is due for what we begin, until the person asks', async () => {
    const desk = await setUp();
    const id = await desk.send(0, { direction: 'outbound' });
    expect([await desk.waiting(), await desk.due()]).toEqual([[], []]);
    await desk.send(30);
    expect(await desk.waiting()).toEqual([id]);
    expect(await desk.due()).toEqual([at(90 * MINUTE)]);
  });

  it('by a clock that is ahead of ours is answered by what we say after it', async () => {
    const desk = await setUp();
    const id = await desk.send(0, { atMs: 4 * MINUTE, receivedMs: 0 });
    await desk.send(2, { direction: 'outbound' });
    expect([await desk.waiting(), await desk.due()]).toEqual([[], []]);
    expect(await desk.item(id)).toMatchObject({ askedAt: at(0) });
  });

  it('long ago waits for nothing now', async () => {
    const desk = await setUp();
    await desk.send(0, { atMs: -100 * DAY * MINUTE, id: 'redriven' });
    expect([await desk.waiting(), await desk.due()]).toEqual([[], []]);
  });

  it('stands behind who is more urgent, then behind whose answer is due earlier', async () => {
    const desk = await setUp({
      routing: {
        rules: [
          { when: { keywords: ['urgent'] }, assign: { agentQueue: 'messages', priority: 1 } },
          { when: {}, assign: { agentQueue: 'messages', priority: 3 } },
        ],
      },
    });
    const from = (value: string) => ({ identity: { kind: 'phone' as const, scope: '', value } });
    const late = await desk.send(3, from('+14155550103'));
    const early = await desk.send(1, from('+14155550101'));
    const urgent = await desk.send(2, { ...from('+14155550102'), text: 'Urgent!' });
    expect(await desk.waiting()).toEqual([urgent, early, late]);
    const page = await readWaiting(desk.table, 'demo', 'messages', { limit: 2 });
    expect(page.conversations.map(({ conversationId }) => conversationId)).toEqual([urgent, early]);
    const { cursor } = page;
    const rest = await readWaiting(desk.table, 'demo', 'messages', { limit: 2, cursor });
    expect(rest.conversations.map(({ conversationId }) => conversationId)).toEqual([late]);
    expect(rest.cursor).toBeUndefined();
  });
});

describe('rules', () => {
  it('ask what was said, in which language, by whom, and of nothing else', async () => {
    const to = (agentQueue: string) => ({ agentQueue, priority: 2 as const });
    const desk = await setUp({
      routing: {
        rules: [
          { when: { tags: ['gold'] }, assign: to('gold') },
          { when: { language: ['de'] }, assign: to('german') },
          { when: { moodBelow: -0.2 }, assign: to('trouble') },
        ],
      },
    });
    const queueOf = async (minutes: number, last: string, text: string) => {
      const id = await desk.send(minutes, { identity: phone(last), text });
      return (await desk.item(id))?.agentQueue;
    };
    expect(await queueOf(0, '0141', 'Wo ist meine Bestellung geblieben?')).toBe('german');
    expect(await queueOf(1, '0142', 'Where is my order, please?')).toBe('messages');
    expect(await queueOf(2, '0143', angry)).toBe('trouble');
    await desk.send(3, { identity: phone('0144') });
    const told = { value: 'yes', at: at(0), source: { kind: 'api' as const, by: 'crm' } };
    await noteFact(desk.table, 'demo', { identity: phone('0144'), epoch: 0 }, 'tag-gold', told);
    expect(await queueOf(10 * DAY, '0144', 'Hello again, another question')).toBe('gold');
  });
});

describe('urgency', () => {
  it('rises for an angry opening, and once for an angry turn later', async () => {
    const desk = await setUp();
    const opened = await desk.send(0, { text: angry });
    await desk.send(1, { text: `${angry} Really.` });
    expect(await desk.item(opened)).toMatchObject({ priority: 2, upsetAt: at(0) });
    const other = { identity: { kind: 'phone' as const, scope: '', value: '+14155550109' } };
    const calm = await desk.send(2, other);
    expect(await desk.item(calm)).toMatchObject({ priority: 3 });
    await desk.send(3, { ...other, text: angry });
    await desk.send(4, { ...other, text: angry });
    expect(await desk.item(calm)).toMatchObject({ priority: 2, upsetAt: at(3 * MINUTE) });
    expect(await desk.waiting()).toEqual([opened, calm]);
  });

  it('rises for who comes again within 24 hours, and not for who comes later', async () => {
    const windowHours = 2;
    const desk = await setUp({}, windowHours);
    const ids = [await desk.send(0), await desk.send(5 * 60), await desk.send(40 * 60)];
    expect(new Set(ids).size).toBe(3);
    const priorities = await Promise.all(ids.map(async (id) => (await desk.item(id))?.priority));
    expect(priorities).toEqual([3, 2, 3]);
    const off = await setUp({ routing: { repeatWithinHours: 0 } }, windowHours);
    await off.send(0);
    expect((await off.item(await off.send(5 * 60)))?.priority).toBe(3);
  });
});

describe('off hours', () => {
  it('a notice is owed once, from the first question outside of them', async () => {
    const desk = await setUp({ hours: { timeZone: 'UTC', week } });
    const id = await desk.send(0);
    expect((await desk.item(id))?.offHoursNoticeDue).toBeUndefined();
    await desk.send(6 * 60);
    await desk.send(7 * 60);
    expect(await desk.item(id)).toMatchObject({ offHoursNoticeDue: at(6 * 60 * MINUTE) });
    const night = await desk.send(8 * 60, { identity: { kind: 'phone', scope: '', value: '+14155550104' } });
    expect(await desk.item(night)).toMatchObject({
      offHoursNoticeDue: at(8 * 60 * MINUTE),
      // The next morning at ten.
      dueAt: '2026-03-11T10:00:00.000Z',
    });
  });
});

describe('a sticky agent', () => {
  const again = { text: 'Where is it, please?' };

  async function handledBy(agentId: string, input?: Parameters<typeof deskOver>[1]) {
    const desk = await setUp(input);
    await desk.agent(agentId);
    const first = await desk.send(0);
    await desk.give(first, agentId);
    await desk.send(2, { direction: 'outbound' });
    return { ...desk, first };
  }
  const later = 5 * DAY;

  it('gets the person’s next conversation for a while, and nobody else sees it waiting', async () => {
    const desk = await handledBy('ada');
    const next = await desk.send(later, again);
    expect(next).not.toBe(desk.first);
    expect(await desk.item(next)).toMatchObject({
      assignee: 'ada',
      assigned: { by: 'sticky' },
      stickyUntil: at((later + 30) * MINUTE),
      dueAt: at((later + 60) * MINUTE),
    });
    expect(await desk.waiting()).toEqual([]);
    expect(await desk.due()).toEqual([at((later + 30) * MINUTE)]);
  });

  it.each<[string, Parameters<typeof deskOver>[1], Parameters<ReturnType<typeof deskOver>['agent']>[1]]>([
    ['who is away', {}, { status: 'away' }],
    ['who answers other queues', {}, { queues: ['mail'] }],
    ['when the brand has none', { routing: { sticky: { enabled: false } } }, {}],
  ])('%s is none', async (_, input, change) => {
    const desk = await handledBy('ada', input);
    await desk.agent('ada', change);
    const next = await desk.send(later, again);
    expect((await desk.item(next))?.assignee).toBeUndefined();
    expect(await desk.waiting()).toEqual([next]);
  });

  it('without a skill that is asked for is none', async () => {
    const rules = [
      { when: {}, assign: { agentQueue: 'messages', priority: 3 as const, skills: ['german'] } },
    ];
    const desk = await handledBy('ada', { routing: { rules } });
    const second = await desk.send(later, again);
    expect((await desk.item(second))?.assignee).toBeUndefined();
    await desk.agent('ada', { skills: ['german', 'refunds'] });
    await desk.give(second, 'ada', later + 1);
    const third = await desk.send(2 * later, again);
    expect((await desk.item(third))?.assignee).toBe('ada');
  });

  it('keeps a conversation that is opened again while available, and loses it when away', async () => {
    const desk = await handledBy('ada');
    await desk.close(desk.first, 10);
    await desk.send(20, again);
    expect(await desk.item(desk.first)).toMatchObject({ assignee: 'ada', stickyUntil: at(50 * MINUTE) });
    await desk.send(21, { direction: 'outbound' });
    await desk.close(desk.first, 30);
    await desk.agent('ada', { status: 'away' });
    await desk.send(40, { text: 'And where is the rest?' });
    const item = await desk.item(desk.first);
    expect([item?.assignee, item?.stickyUntil]).toEqual([undefined, undefined]);
    expect(await desk.waiting()).toEqual([desk.first]);
  });

  it('and agent queue never change by a redelivery, also when the rules have', async () => {
    const desk = await handledBy('ada');
    const next = await desk.send(later, again);
    const changed = deskOver(desk.table, {
      routing: { rules: [{ when: {}, assign: { agentQueue: 'other', priority: 1 } }] },
    });
    await desk.agent('ada', { status: 'away' });
    const before = await desk.item(next);
    await changed.send(later, again);
    expect(await desk.item(next)).toEqual(before);
  });
});
