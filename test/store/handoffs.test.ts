import { describe, expect, it } from 'vitest';
import type { Identity } from '../../functions/interaction/identity.ts';
import {
  closedUntil,
  readClosedUntil,
  releaseAttempt,
  reserveAttempt,
} from '../../functions/store/code-misses.ts';
import {
  type Handoff,
  mayBeOpen,
  noteOpenCode,
  openChannels,
  putHandoff,
  readHandoff,
  takeHandoff,
} from '../../functions/store/handoffs.ts';
import { journeyTables } from './journey-fixture.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const noon = Date.parse('2026-03-10T12:00:00.000Z');
const at = (ms: number) => new Date(noon + ms).toISOString();
const ada: Identity = { kind: 'phone', scope: '', value: '+14155550123' };

function handoff(more: Partial<Handoff> = {}): Handoff {
  return {
    handoffId: 'one',
    kind: 'code',
    channel: 'sms',
    conversationId: 'cnv_1',
    identity: ada,
    proof: 'a proof',
    createdAt: at(0),
    createdBy: 'tests',
    validUntil: at(10 * MINUTE),
    ...more,
  };
}

const taken = (by: string) => ({ by, at: at(MINUTE), identity: ada });

describe('a handoff', () => {
  it('is read in its own brand alone', async () => {
    const table = await tables.table();
    expect(await putHandoff(table, 'demo', handoff())).toBe(true);
    expect(await readHandoff(table, 'demo', 'one')).toEqual(handoff());
    expect(await readHandoff(table, 'other', 'one')).toBeUndefined();
  });

  it('keeps its id while it is open and when it was used; not when it lapsed unused', async () => {
    const table = await tables.table();
    await putHandoff(table, 'demo', handoff());
    const later = handoff({ conversationId: 'cnv_2', createdAt: at(11 * MINUTE) });
    expect(await putHandoff(table, 'demo', { ...later, createdAt: at(9 * MINUTE) })).toBe(false);
    expect(await putHandoff(table, 'demo', later)).toBe(true);
    await takeHandoff(table, 'demo', later, taken('first'));
    expect(await putHandoff(table, 'demo', { ...later, createdAt: at(60 * MINUTE) })).toBe(false);
  });

  it('is used up by one of twenty at once', async () => {
    const table = await tables.table();
    await putHandoff(table, 'demo', handoff());
    const users = Array.from({ length: 20 }, (_, index) => `user ${index}`);
    const ends = await Promise.all(users.map((by) => takeHandoff(table, 'demo', handoff(), taken(by))));
    expect(new Set(ends.map((end) => end?.taken?.by)).size).toBe(1);
    expect(users).toContain(ends[0]?.taken?.by);
  });

  it('that was given out anew is not used up by who read the one before', async () => {
    const table = await tables.table();
    await putHandoff(table, 'demo', handoff());
    const read = await readHandoff(table, 'demo', 'one');
    const later = handoff({ createdAt: at(11 * MINUTE), validUntil: at(21 * MINUTE) });
    await putHandoff(table, 'demo', later);
    expect((await takeHandoff(table, 'demo', read ?? handoff(), taken('late')))?.taken).toBeUndefined();
    expect(await readHandoff(table, 'demo', 'one')).toEqual(later);
  });

  it('notes until when a code may be open on a channel', async () => {
    const table = await tables.table();
    await noteOpenCode(table, 'demo', 'sms', at(5));
    await noteOpenCode(table, 'demo', 'sms', at(3));
    expect(await mayBeOpen(table, 'demo', 'sms', at(5))).toBe(true);
    expect(await mayBeOpen(table, 'demo', 'sms', at(6))).toBe(false);
    expect(await mayBeOpen(table, 'demo', 'voice', at(5))).toBe(false);
    expect(await mayBeOpen(table, 'other', 'sms', at(5))).toBe(false);
    await noteOpenCode(table, 'demo', 'voice', at(9));
    expect(await openChannels(table, 'demo', at(5))).toEqual(['sms', 'voice']);
    expect(await openChannels(table, 'demo', at(6))).toEqual(['voice']);
  });
});

describe('the count of wrong codes', () => {
  const counter = { brand: 'demo', sourceDigest: 'someone', limit: 5, windowMs: 10 * MINUTE };

  it('lets as many attempts through as its limit, though thirty come at once', async () => {
    const table = await tables.table();
    const attempts = Array.from({ length: 30 }, (_, index) => `attempt ${index}`);
    const through = await Promise.allSettled(
      attempts.map((attempt) => reserveAttempt(table, counter, attempt, noon)),
    );
    expect(through.filter((end) => end.status === 'fulfilled' && end.value)).toHaveLength(5);
  });

  it('counts a retry of the same attempt once, and lets it through when closed', async () => {
    const table = await tables.table();
    for (const attempt of ['a', 'b', 'c', 'd', 'e', 'a'])
      expect(await reserveAttempt(table, counter, attempt, noon)).toBe(true);
    expect(await reserveAttempt(table, counter, 'f', noon)).toBe(false);
    expect(await reserveAttempt(table, { ...counter, sourceDigest: 'other' }, 'f', noon)).toBe(true);
    expect(await reserveAttempt(table, { ...counter, brand: 'other' }, 'f', noon)).toBe(true);
  });

  it('gives back an attempt that was none', async () => {
    const table = await tables.table();
    for (const attempt of ['a', 'b', 'c', 'd', 'e']) await reserveAttempt(table, counter, attempt, noon);
    await releaseAttempt(table, counter, 'b');
    expect(await reserveAttempt(table, counter, 'f', noon)).toBe(true);
    expect(await reserveAttempt(table, counter, 'g', noon)).toBe(false);
    await releaseAttempt(table, { ...counter, sourceDigest: 'nobody' }, 'b');
  });

  it('opens again when a window has passed since the last', async () => {
    const table = await tables.table();
    for (const [index, attempt] of ['a', 'b', 'c', 'd', 'e'].entries())
      await reserveAttempt(table, counter, attempt, noon + index * MINUTE);
    const end = noon + 14 * MINUTE;
    expect(await readClosedUntil(table, counter, end - 1)).toBe(end);
    expect(await reserveAttempt(table, counter, 'f', end - 1)).toBe(false);
    expect(await readClosedUntil(table, counter, end)).toBeUndefined();
    for (const attempt of ['g', 'h', 'i', 'j', 'k'])
      expect(await reserveAttempt(table, counter, attempt, end)).toBe(true);
    expect(await reserveAttempt(table, counter, 'l', end)).toBe(false);
  });

  it('is never closed by misses that lie far apart', async () => {
    const table = await tables.table();
    for (let index = 0; index < 12; index += 1)
      expect(await reserveAttempt(table, counter, `${index}`, noon + index * 2.5 * MINUTE)).toBe(true);
  });

  it.each([
    [{}, undefined],
    [{ a: 0, b: 1 }, undefined],
    [{ a: 0, b: 1, c: 2 }, 12],
    [{ a: 0, b: 1, c: 10 }, undefined],
    [{ a: 0, b: 4, c: 5, d: 9 }, 19],
  ])('%o, three in ten close until %s', (attempts, until) => {
    expect(closedUntil(attempts, { limit: 3, windowMs: 10 }, 11)).toBe(until);
  });
});
