import { describe, expect, it } from 'vitest';
import { tellChanges } from '../../functions/changes/tell-changes.ts';
import { ConflictError } from '../../functions/errors.ts';
import { DAY_MS } from '../../functions/interaction/time.ts';
import { readChanges, SETTLED_MS } from '../../functions/store/changes.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { linkKey } from '../../functions/store/keys.ts';
import { noon } from '../router/events.ts';
import { killedAt, through } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { metered } from '../store/metered-client.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { linkOf, recordOf, revoked } from './links.ts';

const tables = journeyTables();
const plenty = { getRemainingTimeInMillis: () => 10_000 };
const link = linkOf();

/** Writes what records tell, at a time. Resolves to the answer that Lambda gets; the lines it logged are kept back. */
async function tells(
  table: JourneyTable,
  records: ReturnType<typeof recordOf>[],
  now = noon,
  context = plenty,
) {
  let answer = { batchItemFailures: [{ itemIdentifier: 'none' }] };
  const lines = await writtenBy(async () => {
    answer = await tellChanges({ table, clock: () => now }, { Records: records }, context);
  });
  return { failed: answer.batchItemFailures, lines };
}

const later = (ms = SETTLED_MS + 1) => noon + ms;
const made = (linkId: string, brand = 'demo') => recordOf(linkOf(linkId), undefined, linkKey(brand, linkId));

/** Everything a reader gets who begins with the oldest, page by page, and where they are then. */
async function readAll(table: JourneyTable, now: number, limit = 100) {
  const linkIds: string[] = [];
  let [cursor, pages]: [string | undefined, number] = [undefined, 0];
  for (let hasMore = true; hasMore; pages += 1) {
    const page = await readChanges(table, 'demo', { cursor, limit, now });
    linkIds.push(...page.changes.map(({ linkId }) => linkId));
    ({ cursor, hasMore } = page);
  }
  return { linkIds, cursor, pages };
}

describe('the feed', () => {
  it('tells a link and its end, each once, oldest first', async () => {
    const table = await tables.table();
    const records = [recordOf(link), recordOf(revoked(link), link)];
    expect((await tells(table, records.slice(0, 1))).failed).toEqual([]);
    await tells(table, records.slice(1), noon + 1);
    const before = await dump(table);
    expect((await tells(table, records, noon + DAY_MS)).failed).toEqual([]);
    expect(await dump(table)).toEqual(before);
    const cursor = new Date(noon - 1).toISOString();
    const { changes } = await readChanges(table, 'demo', { cursor, limit: 10, now: noon + 2 * DAY_MS });
    expect(changes.map(({ type, by }) => [type, by])).toEqual([
      ['link-made', 'rule'],
      ['link-revoked', 'ann'],
    ]);
  });

  it('costs four write units for a change, and lasts thirty days and one with its marker', async () => {
    const table = await tables.table();
    const { table: counted, cost } = await metered(table);
    await tells(counted, [recordOf(link)]);
    expect(cost).toMatchObject({ calls: ['TransactWriteItems'], writeUnits: 4 });
    const expiries = Object.values(await dump(table)).map((item) => item.expiresAt);
    expect(expiries).toEqual([(noon + 31 * DAY_MS) / 1000, (noon + 31 * DAY_MS) / 1000]);
  });

  it('has all or nothing of a change whose writing broke off, and all of it after the next try', async () => {
    for (const when of ['before', 'after'] as const) {
      const table = await tables.table();
      const record = recordOf(link);
      const { failed } = await tells(await killedAt(table, 0, when), [record]);
      expect(failed).toEqual([{ itemIdentifier: record.dynamodb?.SequenceNumber }]);
      expect((await tells(table, [record], noon + 500)).failed).toEqual([]);
      expect((await readAll(table, later(60_000))).linkIds).toEqual(['lnk_1']);
    }
  });

  it('stops at the record that fails, so that no undo is told before its merge', async () => {
    const table = await tables.table();
    const [first, broken, last] = [made('lnk_0'), recordOf({ linkId: 'lnk_1' }), made('lnk_2')];
    const { failed, lines } = await tells(table, [first, broken, last]);
    expect(failed).toEqual([{ itemIdentifier: broken.dynamodb?.SequenceNumber }]);
    expect((await readAll(table, later())).linkIds).toEqual(['lnk_0']);
    expect(JSON.stringify(lines)).not.toContain('lnk_1');
  });

  it('begins nothing without the time to end it', async () => {
    const table = await tables.table();
    const [record] = [made('lnk_0')];
    const { failed } = await tells(table, [record], noon, { getRemainingTimeInMillis: () => 4_000 });
    expect(failed).toHaveLength(1);
    expect(await dump(table)).toEqual({});
  });

  it('takes a conflict with another writer for a failure, not for a change that was told', async () => {
    const table = await tables.table();
    const conflict = await through(table, () => async () => {
      throw new (await import('@aws-sdk/client-dynamodb')).TransactionCanceledException({
        message: 'cancelled',
        $metadata: {},
        CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
      });
    });
    expect((await tells(conflict, [made('lnk_0')])).failed).toHaveLength(1);
  });
});

describe('a reader', () => {
  it('has each change once, over days and pages, and looks into eight days at most at once', async () => {
    const table = await tables.table();
    const days = [0, 0, 1, 5, 20, 27];
    for (const [index, day] of days.entries())
      await tells(table, [made(`lnk_${index}`)], noon + day * DAY_MS + index);
    await tells(table, [made('lnk_of_another', 'other')]);
    const now = noon + 27 * DAY_MS + 60_000;
    for (const limit of [1, 2, 100]) {
      const { table: counted, cost } = await metered(table);
      const { linkIds, pages } = await readAll(counted, now, limit);
      expect(linkIds).toEqual(days.map((_, index) => `lnk_${index}`));
      expect(cost.reads).toBeLessThanOrEqual(8 * pages);
    }
    const { table: counted, cost } = await metered(table);
    const page = await readChanges(counted, 'demo', { limit: 100, now: noon + 60 * DAY_MS });
    expect(page).toMatchObject({ changes: [], hasMore: true });
    expect(cost.calls).toEqual(Array.from({ length: 8 }, () => 'Query'));
  });

  it('never passes a change that is committed late', async () => {
    const table = await tables.table();
    await tells(table, [made('lnk_early')], noon);
    expect((await readAll(table, noon + SETTLED_MS)).linkIds).toEqual([]);
    const { cursor } = await readAll(table, noon + SETTLED_MS);
    // Begun ten seconds before a reader was there, and committed after.
    await tells(table, [made('lnk_late')], noon + 5_000);
    const next = await readChanges(table, 'demo', { cursor, limit: 10, now: noon + 21_000 });
    expect(next.changes.map(({ linkId }) => linkId)).toEqual(['lnk_early', 'lnk_late']);
    expect(next.hasMore).toBe(false);
  });

  it('has a cursor also when nothing is new, which goes on with what comes', async () => {
    const table = await tables.table();
    const { cursor, linkIds } = await readAll(table, noon);
    expect(linkIds).toEqual([]);
    const again = await readChanges(table, 'demo', { cursor, limit: 10, now: noon - 1_000 });
    expect(again).toEqual({ changes: [], cursor, hasMore: false });
    await tells(table, [made('lnk_0')]);
    const next = await readChanges(table, 'demo', { cursor, limit: 10, now: later() });
    expect(next.changes).toHaveLength(1);
    const last = await readChanges(table, 'demo', { cursor: next.cursor, limit: 10, now: later(40_000) });
    expect(last).toMatchObject({ changes: [], hasMore: false });
  });

  it('begins with the oldest that is kept, and is told when their place is older than that', async () => {
    const table = await tables.table();
    await tells(table, [made('lnk_old')], noon);
    await tells(table, [made('lnk_new')], noon + DAY_MS);
    const { cursor } = await readAll(table, later());
    const now = noon + 30.5 * DAY_MS;
    expect((await readAll(table, now)).linkIds).toEqual(['lnk_new']);
    const kept = await readChanges(table, 'demo', { cursor, limit: 10, now });
    expect(kept.changes.map(({ linkId }) => linkId)).toEqual(['lnk_new']);
    const gone = readChanges(table, 'demo', { cursor, limit: 10, now: noon + 32 * DAY_MS });
    await expect(gone).rejects.toThrow(ConflictError);
  });
});
