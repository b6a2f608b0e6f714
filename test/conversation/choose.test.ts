import { describe, expect, it } from 'vitest';
import { choose, covers, endedBy, nearest } from '../../functions/conversation/choose.ts';
import type { Snapshot } from '../../functions/store/items.ts';
import { identityDigest } from '../../functions/store/keys.ts';
import { at, HOUR, noon, phone } from '../router/events.ts';

const WINDOW = 72 * HOUR;
const me = phone('0101');
const other = phone('0102');

/** A snapshot of conversations given as [first, last, who joined, opened by], times in hours from noon. */
function snapshot(entries: Record<string, [number, number, (typeof me)[], string?]>): Snapshot {
  const conversations = Object.entries(entries).map(([id, [first, last, joined, openedBy = 'SM']]) => [
    id,
    {
      firstAt: at(first * HOUR),
      lastAt: at(last * HOUR),
      joined: Object.fromEntries(joined.map((identity) => [identityDigest(identity), true])),
      openedBy,
    },
  ]);
  return { conversations: Object.fromEntries(conversations), openings: conversations.length };
}

function chosen(from: Snapshot, hours: number, interactionId = 'new'): string | undefined {
  return choose(from, { interactionId, identity: me, at: at(hours * HOUR) }, WINDOW)?.conversationId;
}

describe('the conversation that an interaction continues', () => {
  it('covers its time: its span, and the window on both sides to the millisecond', () => {
    const span = { firstAt: at(0), lastAt: at(10 * HOUR) };
    expect(covers(span, at(-WINDOW), WINDOW)).toBe(true);
    expect(covers(span, at(-WINDOW - 1), WINDOW)).toBe(false);
    expect(covers(span, at(10 * HOUR + WINDOW), WINDOW)).toBe(true);
    expect(covers(span, at(10 * HOUR + WINDOW + 1), WINDOW)).toBe(false);
  });

  it('is none in an empty set, or when all are too far', () => {
    expect(chosen(snapshot({}), 0)).toBeUndefined();
    expect(chosen(snapshot({ a: [-100, -80, [me]], b: [80, 90, [me]] }), 0)).toBeUndefined();
  });

  it('is the latest', () => {
    expect(chosen(snapshot({ a: [-9, -5, [other]], b: [-8, -2, [other]], c: [-7, -3, [other]] }), 0)).toBe(
      'b',
    );
  });

  it('is the one the same identity is in, before a later one it is not in', () => {
    expect(chosen(snapshot({ a: [-9, -5, [other, me]], b: [-8, -2, [other]] }), 0)).toBe('a');
  });

  it('is the one this very interaction opened, when the worker died before it was recorded', () => {
    expect(chosen(snapshot({ a: [-9, -1, [me]], b: [0, 0, [], 'new'] }), 0)).toBe('b');
  });

  it('does not depend on the order of the set', () => {
    const same: [number, number, (typeof me)[]] = [-9, -5, [other]];
    expect(chosen(snapshot({ a: same, b: same }), 0)).toBe(chosen(snapshot({ b: same, a: same }), 0));
  });
});

describe('a conversation that was closed', () => {
  const closed = (from: Snapshot, id: string, hours: number): Snapshot => {
    const conversation = from.conversations[id];
    if (conversation === undefined) throw new Error(`no conversation ${id}`);
    return {
      ...from,
      conversations: { ...from.conversations, [id]: { ...conversation, closedAt: at(hours * HOUR) } },
    };
  };
  const both = closed(snapshot({ a: [-9, -2, [me]], b: [-8, -5, [other]] }), 'a', -1);

  it('comes after one that is open, whoever is in that', () => {
    expect(chosen(both, 0)).toBe('b');
  });

  it('comes first for a courtesy of who is in it', () => {
    const candidate = { interactionId: 'new', identity: me, at: at(0), isCourtesy: true };
    expect(choose(both, candidate, WINDOW)?.conversationId).toBe('a');
  });

  it('goes on when none is open, and its window counts from the closing', () => {
    const one = closed(snapshot({ a: [-9, -2, [me]] }), 'a', 1);
    expect(chosen(one, 73)).toBe('a');
    expect(chosen(one, 73.001)).toBeUndefined();
  });

  it('is the first to leave a full set, and stays closed', () => {
    const six = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((n): [string, [number, number, []]] => [`c${n}`, [-n, -n, []]]),
    );
    const ended = endedBy(closed(snapshot(six), 'c1', 0), noon, WINDOW);
    expect(ended).toEqual([{ conversationId: 'c1', lastAt: at(-HOUR), status: 'closed' }]);
  });
});

describe('an opening ends', () => {
  const ids = (from: Snapshot) => endedBy(from, noon, WINDOW).map(({ conversationId }) => conversationId);

  it('what has lapsed by the clock, and nothing else', () => {
    expect(ids(snapshot({ a: [-99, -72, [me]], b: [-99, -72.001, [me]], c: [-1, 0, [me]] }))).toEqual(['b']);
  });

  it('the oldest, so that no more than six are open', () => {
    const seven = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((n): [string, [number, number, []]] => [`c${n}`, [-n, -n, []]]),
    );
    expect(ids(snapshot(seven))).toEqual(['c6', 'c7']);
  });
});

describe('the nearest entry', () => {
  const entry = (hours: number) => ({ at: at(hours * HOUR) });

  it('is inside the window, and of two as near the earlier', () => {
    expect(nearest([entry(-80), entry(90)], at(0), WINDOW)).toBeUndefined();
    expect(nearest([entry(-5), entry(4)], at(0), WINDOW)).toEqual(entry(4));
    expect(nearest([entry(5), entry(-5)], at(0), WINDOW)).toEqual(entry(-5));
  });
});
