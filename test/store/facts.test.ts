import { describe, expect, it } from 'vitest';
import { type FactValue, noteFact, readFacts, withValue } from '../../functions/store/facts.ts';
import { at, HOUR, phone } from '../router/events.ts';
import { dump, journeyTables } from './journey-fixture.ts';
import { metered } from './metered-client.ts';

const tables = journeyTables();
const node = { identity: phone(), epoch: 0 };

const told = (value: string, atMs: number, source: Partial<FactValue['source']> = {}): FactValue => ({
  value,
  at: at(atMs),
  source: { kind: 'said', interactionId: `${value}-${atMs}`, ...source },
});
const values = (fact: { values: FactValue[] } | undefined) => fact?.values.map(({ value }) => value);

describe('a fact', () => {
  it('is the value told last, by event time, and remembers the others and since when', async () => {
    const table = await tables.table();
    await noteFact(table, 'demo', node, 'order-number', told('B', 2 * HOUR));
    await noteFact(table, 'demo', node, 'order-number', told('A', HOUR));
    await noteFact(table, 'demo', node, 'order-number', told('C', 3 * HOUR));
    const [fact] = await readFacts(table, 'demo', node);
    expect(values(fact)).toEqual(['C', 'B', 'A']);
    expect(fact?.since).toBe(at(HOUR));
    expect(fact?.values[0]?.source).toEqual({ kind: 'said', interactionId: `C-${3 * HOUR}` });
  });

  it('keeps a bounded number of values', () => {
    const all = Array.from({ length: 9 }, (_, index) => told(`V${index}`, index));
    const fact = all.reduce<ReturnType<typeof withValue> | undefined>(
      (known, value) => withValue(known, 'cart', value),
      undefined,
    );
    expect(values(fact)).toEqual(['V8', 'V7', 'V6', 'V5', 'V4']);
    expect(fact?.since).toBe(at(0));
  });

  it('is the same in any order and with repetitions, written at once or one after the other', async () => {
    const all = Array.from({ length: 8 }, (_, index) =>
      told(`V${index % 5}`, ((index * 7) % 8) * HOUR, index % 3 === 0 ? { isClaimed: true } : {}),
    );
    const shapes = await Promise.all(
      [all, [...all].reverse(), [...all.slice(3), ...all, ...all.slice(0, 3)]].map(async (order, index) => {
        const table = await tables.table();
        const note = (value: FactValue) => noteFact(table, 'demo', node, 'cart', value);
        if (index === 2) await Promise.all(order.slice(0, 4).map(note));
        for (const value of order) await note(value);
        return dump(table);
      }),
    );
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });

  it('that nobody proved never takes the place of one that somebody did', () => {
    const proven = withValue(undefined, 'email', told('ada@example.com', 0));
    const fact = withValue(proven, 'email', told('eve@example.com', HOUR, { isClaimed: true }));
    expect(values(fact)).toEqual(['ada@example.com', 'eve@example.com']);
  });

  it('costs one read and one write, and no write when it stands', async () => {
    const table = await tables.table();
    const first = await metered(table);
    await noteFact(first.table, 'demo', node, 'name', told('Ada', 0));
    expect(first.cost).toMatchObject({ reads: 1, writeUnits: 1 });
    const again = await metered(table);
    await noteFact(again.table, 'demo', node, 'name', told('Ada', 0));
    expect(again.cost).toMatchObject({ reads: 1, writes: 0 });
  });

  it('is of one brand, and of one epoch of an identity', async () => {
    const table = await tables.table();
    await noteFact(table, 'demo', node, 'name', told('Ada', 0));
    expect(await readFacts(table, 'shop', node)).toEqual([]);
    expect(await readFacts(table, 'demo', { ...node, epoch: 1 })).toEqual([]);
    expect(await readFacts(table, 'demo', node)).toHaveLength(1);
  });
});
