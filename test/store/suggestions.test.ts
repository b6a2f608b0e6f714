import { describe, expect, it } from 'vitest';
import { acceptSuggestion } from '../../functions/identity/decide-suggestion.ts';
import { link } from '../../functions/identity/link.ts';
import { resolve } from '../../functions/identity/resolve.ts';
import { suggestFrom, suggestPair } from '../../functions/identity/suggest.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { listSuggestions, promoteSuggestions } from '../../functions/store/suggestion-lists.ts';
import { ada, listed, routed, signedMail, sms, suggestingOver } from '../identity/suggesting.ts';
import { at, message, noon, phone } from '../router/events.ts';
import { interrupted, killedAt } from './faulty-client.ts';
import { dump, journeyTables } from './journey-fixture.ts';
import { metered } from './metered-client.ts';

const tables = journeyTables();

/** Items that only suggestions make. */
async function leftovers(table: JourneyTable): Promise<string[]> {
  return Object.keys(await dump(table)).filter((key) => /SUGGEST/.test(key));
}

describe('a suggestion', () => {
  it('is there for somebody who is known, and tells why', async () => {
    const table = await tables.table();
    await routed(table, sms());
    await routed(table, signedMail());
    const [suggestion, ...others] = await listed(table);
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({
      status: 'pending',
      score: 0.6,
      evidence: [{ reason: 'number-in-signature', source: expect.stringContaining('email/ses'), at: at(0) }],
    });
    const pair = [suggestion?.a.identity, suggestion?.b.identity];
    expect(pair).toEqual(expect.arrayContaining([ada, phone()]));
  });

  it('waits for somebody who is not known yet, and no longer when they come', async () => {
    const table = await tables.table();
    await routed(table, signedMail());
    expect(await listed(table)).toEqual([]);
    expect(await listed(table, 'waiting')).toHaveLength(1);
    await routed(table, sms());
    expect(await listed(table)).toHaveLength(1);
    expect(await listed(table, 'waiting')).toEqual([]);
  });

  it('is the same whoever comes first', async () => {
    const [one, other] = [await tables.table(), await tables.table()];
    await routed(one, sms());
    await routed(one, signedMail());
    await routed(other, signedMail());
    await routed(other, sms());
    expect(await listed(one)).toMatchObject(
      (await listed(other)).map(({ suggestionId }) => ({ suggestionId })),
    );
    expect(await leftovers(one)).toEqual(await leftovers(other));
  });

  it('gets evidence in any order and any repetition, with one place in the list', async () => {
    const letters = [3, 1, 4, 2].map((each) => signedMail({ id: `ses-${each}`, atMs: each }));
    const states: unknown[] = [];
    for (const order of [letters, letters.toReversed(), [...letters, ...letters]]) {
      const table = await tables.table();
      await routed(table, sms());
      for (const letter of order) await routed(table, letter);
      const [suggestion] = await listed(table);
      expect(suggestion?.evidence.map((told) => told.at)).toEqual([at(1), at(2), at(3)]);
      states.push([suggestion?.evidence, await leftovers(table)]);
    }
    expect(states[1]).toEqual(states[0]);
    expect(states[2]).toEqual(states[0]);
    expect(JSON.stringify(states[0])).toContain(`#pending ${at(1)}#`);
  });

  it('scores higher where both go by the same name', async () => {
    const table = await tables.table();
    const named = message({ id: '1', contact: { displayName: 'Ada  EXAMPLE' } });
    await routed(table, named);
    const { noteContact } = await import('../../functions/identity/resolve.ts');
    await noteContact(table, named, (await resolve(table, named)).person);
    await routed(table, signedMail({ displayName: 'Ada Example' }));
    expect(await listed(table)).toMatchObject([{ score: 0.68 }]);
  });

  it('is nobody’s in another brand', async () => {
    const table = await tables.table();
    await routed(table, sms('other'));
    await routed(table, signedMail());
    expect(await listed(table)).toEqual([]);
    expect(await listed(table, 'pending', 'other')).toEqual([]);
    await promoteSuggestions(table, 'other', phone());
    expect(await listed(table)).toEqual([]);
  });

  it('is not made for two who are one person, and not shown once they are', async () => {
    const table = await tables.table();
    await routed(table, sms());
    await routed(table, signedMail());
    const evidence = {
      brand: 'demo',
      a: ada,
      b: phone(),
      reason: 'agent',
      by: 'ann',
      confidence: 1,
    } as const;
    await link({ table, now: noon }, evidence);
    expect(await listed(table)).toEqual([]);
    const before = await dump(table);
    await routed(table, signedMail({ id: 'ses-2' }));
    expect(await dump(table)).toEqual(before);
  });

  it('is made of what may not link', async () => {
    const table = await tables.table();
    const { person } = await resolve(table, sms());
    await resolve(table, signedMail());
    const told = { reason: 'too-many-identities', source: 'i', at: at(0) } as const;
    const pair = { brand: 'demo', person, other: ada, evidence: [told] };
    if ('to' in person) throw new Error('an epoch that is over');
    await suggestPair(suggestingOver(table), { ...pair, person });
    expect(await listed(table)).toMatchObject([{ score: 0.9 }]);
  });

  it.each([
    ['the number', phone()],
    ['the mailbox', ada],
  ])('is not made where %s is blocked', async (_, identity) => {
    const table = await tables.table();
    await routed(table, sms());
    await routed(table, signedMail(), { blockedIdentities: [identity] });
    expect(await leftovers(table)).toEqual([]);
  });
});

describe('pages of suggestions', () => {
  it('go newest first and hold each once', async () => {
    const table = await tables.table();
    for (const last of [1, 2, 3, 4, 5]) {
      const number = phone(`010${last}`);
      await routed(table, sms('demo', number));
      await routed(table, signedMail({ id: `ses-${last}`, atMs: last, number: number.value }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSuggestions(table, 'demo', { status: 'pending', limit: 2, cursor });
      seen.push(...page.suggestions.map(({ suggestion }) => suggestion.evidence[0]?.at ?? ''));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([5, 4, 3, 2, 1].map(at));
  });
});

describe('what suggesting costs', () => {
  async function cost(event: RecordedEvent, standing: RecordedEvent[] = []) {
    const table = await tables.table();
    for (const each of standing) await routed(table, each);
    const { person } = await resolve(table, event);
    const meter = await metered(table);
    await suggestFrom(suggestingOver(meter.table), event, person);
    return meter.cost;
  }

  it('is nothing for an event that claims nothing', async () => {
    expect((await cost(sms())).calls).toEqual([]);
    expect((await cost(signedMail({ number: 'Customer care' }))).calls).toEqual([]);
  });

  it('is a read for what is known, and a transaction more for news', async () => {
    expect(await cost(signedMail(), [sms()])).toMatchObject({ reads: 1, writes: 1, writeUnits: 4 });
    expect(await cost(signedMail())).toMatchObject({ reads: 2, writes: 1, writeUnits: 6 });
    expect(await cost(signedMail(), [sms(), signedMail()])).toMatchObject({ reads: 1, writes: 0 });
  });
});

describe('a suggestion under way', () => {
  it('is whole or not there, wherever its worker dies, and the next try mends it', async () => {
    const whole = await tables.table();
    await routed(whole, signedMail());
    for (let nth = 0; nth < 6; nth += 1) {
      const table = await tables.table();
      await routed(table, signedMail({ id: 'other', number: 'none' }));
      const dying = await killedAt(table, nth, 'after');
      await routed(dying, signedMail()).catch(() => undefined);
      await routed(table, signedMail());
      expect(await leftovers(table)).toEqual(await leftovers(whole));
    }
  });

  it('loses no promotion to a crash before the claim', async () => {
    for (let nth = 0; nth < 6; nth += 1) {
      const table = await tables.table();
      await routed(table, signedMail());
      await routed(await killedAt(table, nth, 'after'), sms()).catch(() => undefined);
      await routed(table, sms());
      expect(await listed(table)).toHaveLength(1);
    }
  });

  it('is decided on all evidence when two workers have some at once', async () => {
    for (let nth = 0; nth < 4; nth += 1) {
      const table = await tables.table();
      await routed(table, sms());
      const { table: own } = await interrupted(table, nth, () =>
        routed(table, signedMail({ id: 'ses-2', atMs: 2 })),
      );
      await routed(own, signedMail());
      const [suggestion] = await listed(table);
      expect(suggestion?.evidence).toHaveLength(2);
    }
  });

  it('does not wait for somebody who came while it was written', async () => {
    let interruptions = 0;
    for (let nth = 0; nth < 6; nth += 1) {
      const table = await tables.table();
      const { table: own, wasInterrupted } = await interrupted(table, nth, () => routed(table, sms()));
      await routed(own, signedMail());
      if (!wasInterrupted()) break;
      interruptions += 1;
      expect(await listed(table, 'waiting')).toEqual([]);
      expect(await listed(table)).toHaveLength(1);
    }
    expect(interruptions).toBeGreaterThan(2);
  });

  it('does not wait for somebody who was just being claimed', async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      const table = await tables.table();
      const { table: own } = await interrupted(table, nth, () => routed(table, signedMail()));
      await routed(own, sms());
      expect(await listed(table, 'waiting')).toEqual([]);
    }
  });

  it('does not wait for somebody whom a link made known', async () => {
    const table = await tables.table();
    await routed(table, signedMail());
    const evidence = { brand: 'demo', reason: 'crm', by: 'crm', confidence: 1 } as const;
    const crm = { kind: 'crm', scope: 'crm', value: '7' } as const;
    await link({ table, now: noon }, { ...evidence, a: phone(), b: crm });
    expect(await listed(table)).toHaveLength(1);
  });

  it('is accepted whole by the next try, wherever the first one broke off', async () => {
    const before = await tables.table();
    await routed(before, sms());
    await routed(before, signedMail());
    const [suggestion] = await listed(before);
    const decision = { brand: 'demo', suggestionId: suggestion?.suggestionId ?? '', by: 'ann' };
    const fresh = await tables.copiesOf(before);
    for (let nth = 0; nth < 12; nth += 1) {
      const table = await fresh();
      const dying = await killedAt(table, nth, 'after');
      await acceptSuggestion({ table: dying, now: noon }, decision).catch(() => undefined);
      const accepted = await acceptSuggestion({ table, now: noon }, decision);
      expect(accepted).toMatchObject({ status: 'accepted', linkId: expect.stringMatching(/^lnk_/) });
      const { person } = await resolve(table, sms());
      expect((await resolve(table, signedMail())).person.customerId).toBe(person.customerId);
    }
  });
});
