import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeCursor } from '../../functions/api/cursor.ts';
import { changeOf } from '../../functions/changes/change-of.ts';
import { DAY_MS } from '../../functions/interaction/time.ts';
import { writeChange } from '../../functions/store/changes.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { linkKey } from '../../functions/store/keys.ts';
import { linkOf, recordOf } from '../changes/links.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let other: string;

async function write(linkId: string, secondsAgo: number, brand = 'demo') {
  const told = changeOf(recordOf(linkOf(linkId), undefined, linkKey(brand, linkId)));
  if (told === undefined) throw new Error('A new link is a change.');
  await writeChange(table, brand, told.change, Date.now() - secondsAgo * 1000);
}

beforeAll(async () => {
  table = await tables.table();
  api = await apiOver(table);
  [token, other] = await Promise.all([api.tokenFor('demo', 'crm'), api.tokenFor('other')]);
  await write('lnk_1', 3_600);
  await write('lnk_2', 60);
  await write('lnk_now', 1);
});
afterAll(() => vi.unstubAllEnvs());

const read = async (query: string, by = token) => api.get(`/v1/changes${query}`, { token: by });
const idsOf = (body: Record<string, unknown>) =>
  (body.changes as { linkId: string }[]).map(({ linkId }) => linkId);

/** Follows cursors to the end. */
async function readOn(limit: number) {
  const ids: string[] = [];
  let query = `?limit=${limit}`;
  for (;;) {
    const { body } = await read(query);
    ids.push(...idsOf(body));
    query = `?limit=${limit}&cursor=${body.cursor}`;
    if (body.hasMore === false) return { ids, query };
  }
}

describe('GET /v1/changes', () => {
  it('tells each change once, oldest first, and holds back what is being written', async () => {
    expect((await readOn(100)).ids).toEqual(['lnk_1', 'lnk_2']);
    const { ids, query } = await readOn(1);
    expect(ids).toEqual(['lnk_1', 'lnk_2']);
    const { status, body } = await read(query);
    expect(status).toBe(200);
    expect(body).toMatchObject({ changes: [], cursor: expect.any(String), hasMore: false });
  });

  it('tells a change as a notice: both identities, why, by whom and when', async () => {
    const { a, b, at } = linkOf();
    const hourAgo = encodeCursor(new Date(Date.now() - 3_700_000).toISOString());
    const { body } = await read(`?cursor=${hourAgo}&limit=1`);
    expect(body.changes).toEqual([
      {
        changeId: expect.stringMatching(/^chg_/),
        type: 'link-made',
        linkId: 'lnk_1',
        a: a.identity,
        b: b.identity,
        reason: 'order',
        by: 'rule',
        at,
      },
    ]);
  });

  it('is one brand’s own', async () => {
    await write('lnk_3', 30, 'other');
    const recent = encodeCursor(new Date(Date.now() - 3_700_000).toISOString());
    expect(idsOf((await read(`?cursor=${recent}`, other)).body)).toEqual(['lnk_3']);
    expect((await api.get('/v1/changes')).status).toBe(401);
  });

  it('refuses what is no cursor of it, and one from before all that is kept', async () => {
    for (const cursor of [
      'x',
      encodeCursor('2026-13-45T99:00:00.000Z'),
      encodeCursor('2026-03-10T12:00:00.000Z#abcdefghijklmnopqrstuv'),
    ]) {
      const { status, body } = await read(`?cursor=${cursor}`);
      expect([status, body.pointer]).toEqual([400, '/cursor']);
    }
    const old = encodeCursor(new Date(Date.now() - 32 * DAY_MS).toISOString());
    const { status, body } = await read(`?cursor=${old}`);
    expect([status, body.detail]).toEqual([409, expect.stringContaining('begin without a cursor')]);
  });
});
