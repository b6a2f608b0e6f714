import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../functions/errors.ts';
import type { InteractionEvent, RecordedEvent } from '../../functions/interaction/event.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { at, HOUR, message, moving, noon, phone, routingOf } from './events.ts';

const tables = journeyTables();
const YEAR = 365 * 24 * HOUR;

/** Routes one event as the queue does: what comes back for a while is delivered again. */
async function deliver(table: JourneyTable, event: InteractionEvent, now = noon + HOUR): Promise<void> {
  try {
    await routeEvent(routingOf(table, now), event);
  } catch (error) {
    if (!(error instanceof DeliveryError && error.retryable)) throw error;
    await deliver(table, event, now);
  }
}

async function entries(table: JourneyTable) {
  const customerId = (await findCustomerId(table, 'demo', phone())) ?? '';
  const page = await readJourney(table, 'demo', customerId, { limit: 100, order: 'oldest-first' });
  return page?.entries ?? [];
}

async function told(table: JourneyTable): Promise<string[]> {
  return (await entries(table)).map(({ interactionId }) => interactionId.split(':').at(-1) ?? '');
}

async function conversations(table: JourneyTable): Promise<number> {
  return new Set((await entries(table)).map(({ conversationId }) => conversationId)).size;
}

/** Ten pictures sent as one, all within a second. */
const album = Array.from({ length: 10 }, (_, nth) => message({ id: `picture-${nth}`, atMs: nth * 100 }));
const inOrder = album.map(({ providerInteractionId }) => providerInteractionId);

describe('what came in', () => {
  it('as an album of ten, in shuffled batches and three times over, is ten messages in one conversation', async () => {
    const table = await tables.table();
    const shuffled = [7, 2, 9, 4, 0, 5, 1, 8, 3, 6].flatMap((nth) => album[nth] ?? []);
    const batches = [shuffled.slice(0, 3), shuffled.slice(3, 4), shuffled.slice(4, 8), shuffled.slice(8)];
    for (const round of [batches, batches.toReversed(), batches])
      await Promise.all(
        round.map(async (batch) => {
          for (const event of batch) await deliver(table, event);
        }),
      );
    expect(await told(table)).toEqual(inOrder);
    expect(await conversations(table)).toBe(1);
  });

  it('as twenty messages of one person at the same moment is kept, all twenty', async () => {
    const table = await tables.table();
    const all = Array.from({ length: 20 }, (_, nth) => message({ id: `said-${nth}` }));
    await Promise.all(all.map((event) => deliver(table, event)));
    expect((await told(table)).sort()).toEqual(all.map((each) => each.providerInteractionId).sort());
    expect(await conversations(table)).toBe(1);
  });

  it('as two SMS of a stranger at once is one conversation with both', async () => {
    const table = await tables.table();
    await Promise.all(['one', 'two'].map((id) => deliver(table, message({ id }))));
    expect(await told(table)).toHaveLength(2);
    expect(await conversations(table)).toBe(1);
  });

  it('out of order, or imported years later, is read in the order in which it was said', async () => {
    const table = await tables.table();
    for (const event of album.toReversed()) await deliver(table, event);
    const imported = message({ id: 'imported', atMs: -3 * YEAR, receivedMs: HOUR });
    await deliver(table, imported);
    expect(await told(table)).toEqual(['imported', ...inOrder]);
  });

  it('twice from an agent on a weak network, the second time a day later, is one message', async () => {
    const table = await tables.table();
    const answer = (receivedMs: number) => message({ id: 'answer', direction: 'outbound', receivedMs });
    await deliver(table, message({ id: 'question', atMs: -HOUR }));
    await deliver(table, answer(0));
    const before = await entries(table);
    await deliver(table, answer(25 * HOUR), noon + 25 * HOUR);
    expect(await entries(table)).toEqual(before);
    expect(await told(table)).toEqual(['question', 'answer']);
  });
});

describe('the status of a message', () => {
  const statuses = ['sent', 'delivered', 'failed'] as const;
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;

  it('of several parts is never overwritten by one that comes late, in any order', async () => {
    const table = await tables.table();
    for (const [index, order] of orders.entries()) {
      const id = `answer-${index}`;
      await deliver(table, message({ id, direction: 'outbound', atMs: index }));
      for (const nth of order)
        await deliver(table, moving(id, 1000 + nth, { type: 'receipt', status: statuses[nth] }));
    }
    const found = (await entries(table)).map(({ progress }) => progress.status);
    expect(found).toEqual(orders.map(() => 'delivered'));
  });
});

describe('a conversation', () => {
  it('with two numbers of ours is one, whichever the person writes to', async () => {
    const table = await tables.table();
    for (const [nth, account] of ['+14155550100', '+14155550199', '+14155550100'].entries())
      await deliver(table, message({ id: `said-${nth}`, atMs: nth * 1000, account }));
    expect(new Set((await entries(table)).map(({ account }) => account)).size).toBe(2);
    expect(await conversations(table)).toBe(1);
  });

  it('holds the call among the messages, not apart from them', async () => {
    const table = await tables.table();
    const line = { provider: 'voice/twilio', account: '+14155550100' } as const;
    const { contact } = message({ id: 'x' }).interaction;
    const call: RecordedEvent = {
      ...message({ ...line, id: 'call', atMs: 1000 }),
      interaction: { kind: 'call', direction: 'inbound', contact },
    };
    await deliver(table, message({ id: 'before' }));
    await deliver(table, call);
    await deliver(table, moving('call', 2000, { type: 'call-progress', state: 'completed' }, line));
    await deliver(table, message({ id: 'after', atMs: 3000 }));
    expect(await told(table)).toEqual(['before', 'call', 'after']);
    expect(await conversations(table)).toBe(1);
    expect((await entries(table))[1]).toMatchObject({
      kind: 'call',
      at: at(1000),
      progress: { call: { state: 'completed' } },
    });
  });
});
