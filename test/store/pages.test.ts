import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Identity, ProviderId } from '../../functions/interaction/identity.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { toItem } from '../../functions/store/attributes.ts';
import { createConversation, joinConversation } from '../../functions/store/conversation-items.ts';
import { readConversationPage } from '../../functions/store/conversations.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import type { JourneyQuery, Page, PageQuery } from '../../functions/store/journey-view.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { memberKey } from '../../functions/store/keys.ts';
import { timelinePositionSchema } from '../../functions/store/merge-timelines.ts';
import { recordInteraction } from '../../functions/store/record-interaction.ts';
import { at, message, noon, phone } from '../router/events.ts';
import { makeOnePerson } from '../router/same-person.ts';
import { journeyTables } from './journey-fixture.ts';
import { metered } from './metered-client.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const email: Identity = { kind: 'email', scope: '', value: 'ada@example.com' };
const sender: Identity = { kind: 'messenger', scope: '1088', value: '77' };
const ways: { identity: Identity; provider: ProviderId }[] = [
  { identity: phone(), provider: 'sms/twilio' },
  { identity: phone(), provider: 'voice/twilio' },
  { identity: email, provider: 'email/ses' },
  { identity: sender, provider: 'social/messenger' },
  // A second number, so that two timelines hold the same channels.
  { identity: phone('0124'), provider: 'sms/twilio' },
  { identity: phone('0124'), provider: 'voice/twilio' },
];

interface Placed {
  id: string;
  minute: number;
  way: number;
  conversation: string;
}

async function record(table: JourneyTable, { id, minute, way, conversation }: Placed): Promise<void> {
  const event = message({ ...ways[way], id, atMs: minute * MINUTE });
  const state = { recorded: undefined, isDeleted: false };
  await recordInteraction(table, event, { conversationId: conversation, state, now: noon });
}

async function newJourney(entries: readonly Placed[]) {
  const table = await tables.table();
  const customerId = await makeOnePerson(table, 'demo', at(0), [phone(), email, sender, phone('0124')]);
  await Promise.all(entries.map((entry) => record(table, entry)));
  return { table, customerId };
}

/** All pages, one after the other. */
async function turn<Query extends PageQuery>(
  read: (query: Query) => Promise<Page | undefined>,
  query: Query,
) {
  const ids: string[] = [];
  let pages = 0;
  let cursor: string | undefined;
  do {
    const page: Page | undefined = await read({ ...query, cursor });
    expect(page?.entries.length).toBeLessThanOrEqual(query.limit);
    if (page?.cursor !== undefined) expect(timelinePositionSchema.parse(page.cursor)).not.toBe(cursor);
    ids.push(...(page?.entries ?? []).map(({ interactionId: id }) => id));
    cursor = page?.cursor;
    pages += 1;
  } while (cursor !== undefined);
  return { ids, pages };
}

const entryLists = fc
  .array(
    fc.record({
      // Few minutes, so that many share one.
      minute: fc.nat({ max: 12 }),
      way: fc.nat({ max: ways.length - 1 }),
    }),
    { maxLength: 40 },
  )
  .map((list): Placed[] => list.map((entry, index) => ({ ...entry, id: `I${index}`, conversation: 'c' })));

const queries: fc.Arbitrary<JourneyQuery> = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  order: fc.constantFrom('newest-first', 'oldest-first', undefined),
  channel: fc.constantFrom(undefined, undefined, 'sms', 'sms', 'voice', 'email', 'chat'),
  from: fc.option(
    fc.nat({ max: 14 }).map((minute) => at(minute * MINUTE)),
    { nil: undefined },
  ),
  to: fc.option(
    fc.nat({ max: 14 }).map((minute) => at(minute * MINUTE)),
    { nil: undefined },
  ),
});

/** The same by sorting everything. */
function expected(entries: readonly Placed[], { order, channel, from, to }: JourneyQuery): Set<string>[] {
  const byTime = new Map<string, Set<string>>();
  for (const { id, minute, way } of entries) {
    const event = message({ ...ways[way], id, atMs: minute * MINUTE });
    if (channel !== undefined && !event.provider.startsWith(`${channel}/`)) continue;
    if ((from !== undefined && event.at < from) || (to !== undefined && event.at >= to)) continue;
    byTime.set(event.at, (byTime.get(event.at) ?? new Set()).add(interactionId(event)));
  }
  const times = [...byTime].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, ids]) => ids);
  return order === 'oldest-first' ? times : times.reverse();
}

describe('a journey page by page', () => {
  it('gives every entry once, in event-time order, whatever the limit and filter', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        entryLists,
        fc.array(queries, { minLength: 4, maxLength: 8 }),
        async (entries, asked) => {
          const { table, customerId } = await newJourney(entries);
          for (const query of asked) {
            const { ids } = await turn((page) => readJourney(table, 'demo', customerId, page), query);
            let from = 0;
            for (const moment of expected(entries, query)) {
              expect(new Set(ids.slice(from, from + moment.size))).toEqual(moment);
              from += moment.size;
            }
            expect(ids).toHaveLength(from);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('has no empty page at the end of an unfiltered journey', async () => {
    const entries = Array.from({ length: 6 }, (_, index) => ({
      id: `I${index}`,
      minute: index,
      way: 0,
      conversation: 'c',
    }));
    const { table, customerId } = await newJourney(entries);
    const { pages } = await turn((page) => readJourney(table, 'demo', customerId, page), { limit: 3 });
    expect(pages).toBe(2);
  });

  it('gives an entry only when every identity was looked at up to it, however much a filter leaves out', async () => {
    const calls = [11, 12, 13, 14, 15, 16].map((minute) => ({
      id: `C${minute}`,
      minute,
      way: 1,
      conversation: 'c',
    }));
    const texts = [
      { id: 'later', minute: 5, way: 0, conversation: 'c' },
      { id: 'earlier', minute: 3, way: 4, conversation: 'c' },
    ];
    const { table, customerId } = await newJourney([...calls, ...texts]);
    const first = await readJourney(table, 'demo', customerId, { limit: 1, channel: 'sms' });
    expect(first).toMatchObject({ entries: [], cursor: expect.any(String) });
    const { ids } = await turn(
      (page) => readJourney(table, 'demo', customerId, { ...page, channel: 'sms' }),
      { limit: 1 },
    );
    expect(ids.map((id) => id.split(':').at(-1))).toEqual(['later', 'earlier']);
  });

  it('holds of each member only what lies in its span: from its beginning to before its end', async () => {
    const entries = [1, 2, 3, 4].map((minute) => ({ id: `I${minute}`, minute, way: 0, conversation: 'c' }));
    const { table, customerId } = await newJourney(entries);
    const node = { identity: phone(), epoch: 0 };
    const member = { ...node, bornAt: at(0), from: at(2 * MINUTE), to: at(4 * MINUTE) };
    const Item = toItem({ ...memberKey('demo', customerId, node), ...member });
    await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
    const page = await readJourney(table, 'demo', customerId, { limit: 9, to: at(9 * MINUTE), from: at(0) });
    expect(page?.entries.map((entry) => entry.at)).toEqual([at(3 * MINUTE), at(2 * MINUTE)]);
  });

  it('is undefined for a customer of another brand', async () => {
    const { table, customerId } = await newJourney([]);
    expect(await readJourney(table, 'demo', customerId, { limit: 3 })).toEqual({
      entries: [],
      cursor: undefined,
    });
    expect(await readJourney(table, 'demo-2', customerId, { limit: 3 })).toBeUndefined();
  });
});

describe('what a page costs', () => {
  const many = (count: number, way = 0, from = 0): Placed[] =>
    Array.from({ length: count }, (_, index) => ({
      id: `I${way}-${from + index}`,
      minute: from + index,
      way,
      conversation: 'c',
    }));

  async function costOf(entries: Placed[], query: JourneyQuery) {
    const { table, customerId } = await newJourney(entries);
    const meter = await metered(table);
    const page = await readJourney(meter.table, 'demo', customerId, query);
    return { ...meter.cost, page };
  }

  it('does not depend on the length of the journey', { timeout: 120_000 }, async () => {
    const short = await costOf(many(60), { limit: 20 });
    const long = await costOf(many(600), { limit: 20 });
    expect(long.page?.entries).toHaveLength(20);
    expect({ reads: long.reads, units: long.readUnits }).toEqual({
      reads: short.reads,
      units: short.readUnits,
    });
    // The members, and one query for each of the four.
    expect(long.reads).toBe(5);
  });

  it('is bounded when the filter finds nothing: the page is empty, its cursor goes on', {
    timeout: 120_000,
  }, async () => {
    const { page, readUnits } = await costOf(many(600), { limit: 20, channel: 'email' });
    expect(page?.entries).toEqual([]);
    expect(page?.cursor).toBeDefined();
    const { readUnits: whole } = await costOf(many(80), { limit: 20, channel: 'email' });
    expect(readUnits).toBeLessThanOrEqual(whole + 0.5);
  });
});

describe('a conversation page by page', () => {
  /** A conversation between two others of the same person, the last of which is long. */
  async function newConversation(behind: number) {
    const made = (count: number, from: number, conversation: string, way = 0) =>
      Array.from({ length: count }, (_, index): Placed => {
        return { id: `${conversation}${way}-${index}`, minute: from + index, way, conversation };
      });
    const table = await tables.table();
    const customerId = await makeOnePerson(table, 'demo', at(0), [phone(), email]);
    await createConversation(table, 'demo', {
      conversationId: 'cnv',
      customerId,
      openedBy: 'demo:sms/twilio:account:id',
      openedAt: at(30 * MINUTE),
      windowHours: 72,
      agentQueue: 'messages',
      priority: 1,
      status: 'lapsed',
      lastAt: at(69 * MINUTE),
    });
    for (const identity of [phone(), email])
      await joinConversation(table, 'demo', 'cnv', { identity, epoch: 0 });
    const own = [...made(40, 30, 'cnv'), ...made(10, 40, 'cnv', 2)];
    const all = [...made(30, 0, 'before'), ...own, ...made(behind, 70, 'after')];
    await Promise.all(all.map((entry) => record(table, entry)));
    return { table, own: own.length };
  }

  it.each(['newest-first', 'oldest-first'] as const)(
    'gives every entry of its participants once, %s',
    async (order) => {
      const { table, own } = await newConversation(30);
      for (const limit of [1, 7, 50, 100]) {
        const query = { limit, order };
        const { ids } = await turn((page) => readConversationPage(table, 'demo', 'cnv', page), query);
        expect(new Set(ids).size).toBe(own);
        expect(ids).toHaveLength(own);
        expect(ids.every((id) => id.includes(':cnv'))).toBe(true);
      }
    },
  );

  it('costs the same however much came after it', { timeout: 120_000 }, async () => {
    const costs = [];
    for (const behind of [30, 600]) {
      const { table } = await newConversation(behind);
      const meter = await metered(table);
      const page = await readConversationPage(meter.table, 'demo', 'cnv', { limit: 10 });
      expect(page?.entries).toHaveLength(10);
      costs.push([meter.cost.reads, meter.cost.readUnits]);
    }
    expect(costs[1]).toEqual(costs[0]);
  });

  it('is undefined when there is none such', async () => {
    const { table } = await newJourney([]);
    expect(await readConversationPage(table, 'demo', 'cnv_none', { limit: 3 })).toBeUndefined();
  });
});
