import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { routeEvent } from '../../functions/router/route-event.ts';
import { assignTo } from '../../functions/routing/assign-to.ts';
import { toItem } from '../../functions/store/attributes.ts';
import { settingsReader } from '../../functions/store/brand-settings.ts';
import { createConversation } from '../../functions/store/conversation-items.ts';
import { readConversationItem } from '../../functions/store/desk.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { conversationKey, settingsKey } from '../../functions/store/keys.ts';
import { readWaiting } from '../../functions/store/waiting.ts';
import { keepTime } from '../../functions/timers/keep-time.ts';
import { at, message, noon, phone, routingOf } from '../router/events.ts';
import { deskOver, MINUTE } from '../routing/desk-fixture.ts';
import { through } from '../store/faulty-client.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { metered } from '../store/metered-client.ts';
import { writtenBy } from '../telemetry/written-lines.ts';

const tables = journeyTables();
const plenty = () => 50_000;
const DAY = 24 * 60;

async function setUp(input?: Parameters<typeof deskOver>[1]) {
  const table = await tables.table();
  const desk = deskOver(table, input);
  const timerAt = (minutes: number, over: JourneyTable = table) => ({
    table: over,
    settings: async () => desk.settings,
    clock: () => noon + minutes * MINUTE,
  });
  return {
    table,
    ...desk,
    timerAt,
    /** One run; resolves to the lines it wrote. */
    run: (minutes: number, over?: JourneyTable) => writtenBy(() => keepTime(timerAt(minutes, over), plenty)),
    /** Many conversations of as many people, all due at minute 60. */
    async many(count: number, brand = 'demo'): Promise<string[]> {
      const ids = Array.from({ length: count }, (_, n) => `cnv_${n}`);
      const waiting = { askedAt: at(0), isWaiting: true as const, dueAt: at(60 * MINUTE) };
      const common = {
        customerId: 'cus_1',
        openedBy: 'demo:sms/twilio:1:1',
        openedAt: at(0),
        windowHours: 72,
      };
      const state = { status: 'open' as const, agentQueue: 'messages', priority: 3, ...waiting };
      for (const conversationId of ids)
        await createConversation(table, brand, { conversationId, ...common, ...state });
      return ids;
    },
    async waiting(agentQueue: string) {
      const { conversations } = await readWaiting(table, 'demo', agentQueue, { limit: 100 });
      return conversations.map(({ conversationId }) => conversationId);
    },
  };
}

describe('an answer that is late', () => {
  it('makes the conversation more urgent in the escalation queue, once for each time that passes', async () => {
    const desk = await setUp({ sla: { escalationQueue: 'supervisors' } });
    const id = await desk.send(0);
    await desk.run(59);
    expect(await desk.item(id)).toMatchObject({ agentQueue: 'messages', priority: 3 });
    await desk.run(60);
    const escalated = { agentQueue: 'supervisors', priority: 2, escalations: 1, dueAt: at(75 * MINUTE) };
    expect(await desk.item(id)).toMatchObject(escalated);
    expect(await desk.waiting('messages')).toEqual([]);
    expect(await desk.waiting('supervisors')).toEqual([id]);
    await desk.run(60);
    await desk.run(74);
    expect(await desk.item(id)).toMatchObject(escalated);
    await desk.run(75);
    expect(await desk.item(id)).toMatchObject({ priority: 1, escalations: 2, dueAt: at(80 * MINUTE) });
    await desk.run(80);
    const last = await desk.item(id);
    expect(last).toMatchObject({ priority: 1, escalations: 3, isWaiting: true });
    expect(last?.dueAt).toBeUndefined();
    const meter = await metered(desk.table);
    await desk.run(10 * DAY, meter.table);
    expect(meter.cost.writes).toBe(0);
    expect(await desk.waiting('supervisors')).toEqual([id]);
  });

  it('is late by opening hours alone', async () => {
    const week = [{ days: ['tue' as const, 'wed' as const], from: '09:00', to: '12:30' }];
    const desk = await setUp({ hours: { week } });
    const id = await desk.send(0);
    await desk.run(12 * 60);
    expect((await desk.item(id))?.escalations).toBeUndefined();
    await desk.run(21 * 60 + 30);
    expect((await desk.item(id))?.escalations).toBe(1);
  });

  it('that came in time is not', async () => {
    const desk = await setUp();
    const id = await desk.send(0);
    await desk.send(59, { direction: 'outbound' });
    await desk.run(DAY);
    expect((await desk.item(id))?.escalations).toBeUndefined();
  });

  it('of the one who has it is everybody’s', async () => {
    const desk = await setUp();
    await desk.agent('ada');
    const id = await desk.send(0);
    const giving = { brand: 'demo', conversationId: id, agentId: 'ada', at: at(1), by: 'console' };
    await assignTo(desk.table, giving);
    expect(await desk.waiting('messages')).toEqual([]);
    await desk.run(60);
    expect((await desk.item(id))?.assignee).toBeUndefined();
    expect(await desk.waiting('messages')).toEqual([id]);
  });
});

describe('a sticky agent who does not answer', () => {
  async function stuck() {
    const desk = await setUp();
    await desk.agent('ada');
    const giving = { brand: 'demo', conversationId: await desk.send(0), agentId: 'ada', at: at(1), by: 'c' };
    await assignTo(desk.table, giving);
    const id = await desk.send(5 * DAY);
    expect(await desk.item(id)).toMatchObject({ assignee: 'ada' });
    return { ...desk, id, giving };
  }

  it('loses the conversation to the agent queue after the time-out, and it stays due', async () => {
    const desk = await stuck();
    await desk.run(5 * DAY + 29);
    expect((await desk.item(desk.id))?.assignee).toBe('ada');
    await desk.run(5 * DAY + 30);
    const item = await desk.item(desk.id);
    expect([item?.assignee, item?.stickyUntil, item?.priority]).toEqual([undefined, undefined, 3]);
    expect(item?.dueAt).toBe(at((5 * DAY + 60) * MINUTE));
    expect(await desk.waiting('messages')).toEqual([desk.id]);
    await desk.run(5 * DAY + 60);
    expect((await desk.item(desk.id))?.escalations).toBe(1);
  });

  it('who takes it up keeps it until the answer is late', async () => {
    const desk = await stuck();
    await assignTo(desk.table, { ...desk.giving, conversationId: desk.id });
    await desk.run(5 * DAY + 59);
    expect((await desk.item(desk.id))?.assignee).toBe('ada');
  });
});

describe('the timer', () => {
  it('does each thing once, however many of it run at once', async () => {
    const desk = await setUp();
    const ids = await desk.many(8);
    const timers = Array.from({ length: 6 }, () => desk.timerAt(61));
    const lines = await writtenBy(() => Promise.all(timers.map((timer) => keepTime(timer, plenty))));
    const escalations = await Promise.all(ids.map(async (id) => (await desk.item(id))?.escalations));
    expect(escalations).toEqual(ids.map(() => 1));
    const counted = lines.filter((line) => 'ConversationEscalated' in line);
    expect(counted).toHaveLength(8);
  });

  it('against an answer at the same moment leaves nobody waiting', async () => {
    const desk = await setUp();
    for (let n = 0; n < 6; n += 1) {
      const sender = { identity: phone(`015${n}`) };
      const id = await desk.send(n, { id: `q${n}`, ...sender });
      const answer = message({ id: `a${n}`, atMs: (n + 60) * MINUTE, direction: 'outbound', ...sender });
      await Promise.all([
        desk.run(n + 60),
        routeEvent(routingOf(desk.table, noon + (n + 60) * MINUTE), answer),
      ]);
      const item = await desk.item(id);
      expect([item?.isWaiting, item?.dueAt]).toEqual([undefined, undefined]);
    }
    expect(await desk.waiting('messages')).toEqual([]);
    const meter = await metered(desk.table);
    await desk.run(10 * DAY, meter.table);
    expect(meter.cost.writes).toBe(0);
  });

  it('begins nothing without time, and the next run goes on', async () => {
    const desk = await setUp();
    const ids = await desk.many(140);
    let left = 12;
    const remaining = () => {
      left -= 1;
      return left > 0 ? 5_000 : 4_999;
    };
    const lines = await writtenBy(() => keepTime(desk.timerAt(61), remaining));
    const done = async () => {
      const items = await Promise.all(ids.map((id) => desk.item(id)));
      return items.filter((item) => item?.escalations === 1).length;
    };
    expect(await done()).toBe(11);
    expect(lines.filter((line) => 'TimerBehind' in line)).toHaveLength(1);
    await desk.run(61);
    expect(await done()).toBe(140);
  });

  it('goes on past a conversation that fails, counts it, and says nothing of its content', async () => {
    const desk = await setUp();
    const ids = await desk.many(6);
    for (const id of ids.slice(0, 3))
      await desk.table.client.send(
        new UpdateItemCommand({
          TableName: desk.table.tableName,
          Key: toItem({ ...conversationKey('demo', id) }),
          UpdateExpression: 'SET windowHours = :broken',
          ExpressionAttributeValues: toItem({ ':broken': 'broken' }),
        }),
      );
    const lines = await desk.run(61);
    const items = await Promise.all(ids.slice(3).map((id) => desk.item(id)));
    expect(items.map((item) => item?.escalations)).toEqual([1, 1, 1]);
    expect(lines.filter((line) => 'TimerFailure' in line)).toHaveLength(3);
    expect(JSON.stringify(lines)).not.toContain('broken');
  });

  it.each(['not valid any more', 'not to be read'])(
    'serves the others in the same run where the settings of one brand are %s',
    async (trouble) => {
      const desk = await setUp();
      // More of it than one page holds, all due before the other brand's.
      await desk.many(120, 'broken');
      const id = await desk.send(1);
      const key = settingsKey('broken');
      await desk.table.client.send(
        new PutItemCommand({
          TableName: desk.table.tableName,
          Item: toItem({ ...key, settings: { sla: 'Dear Ada' }, version: 1, at: at(0), by: 'console' }),
        }),
      );
      // Each time that they are asked for costs what a read with its tries may cost.
      let left = 50_000;
      const slow = await through(desk.table, (next) => async (args) => {
        if (!JSON.stringify(args.input).includes(key.pk)) return next(args);
        left -= 6_000;
        if (trouble === 'not to be read') throw new Error('Dear Ada');
        return next(args);
      });
      const timer = desk.timerAt(61);
      const settings = settingsReader(slow, timer.clock);
      const lines = await writtenBy(() => keepTime({ ...timer, settings }, () => left));
      expect((await desk.item(id))?.escalations).toBe(1);
      expect(lines.filter((line) => 'TimerFailure' in line)).toHaveLength(1);
      expect(lines.filter((line) => line.brand === 'broken')).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toContain('Ada');
      await desk.run(61);
      expect((await readConversationItem(desk.table, 'broken', 'cnv_0'))?.escalations).toBe(1);
    },
  );

  it('costs four queries when nothing is due', async () => {
    const desk = await setUp();
    await desk.send(0);
    const meter = await metered(desk.table);
    await desk.run(30, meter.table);
    expect(meter.cost).toMatchObject({ reads: 4, writes: 0 });
  });
});
