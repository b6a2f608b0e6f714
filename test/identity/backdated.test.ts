import { describe, expect, it } from 'vitest';
import { readCard } from '../../functions/context/read-card.ts';
import { closeEpoch } from '../../functions/identity/close-epoch.ts';
import { link } from '../../functions/identity/link.ts';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import { readConversation } from '../../functions/store/conversations.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import { readFacts } from '../../functions/store/facts.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readParticipants } from '../../functions/store/participants.ts';
import { sendEvent } from '../conversation/handoffs.ts';
import { at, emailOf, HOUR, mail, message, noon, phone } from '../router/events.ts';
import { interrupted, Killed, killedAtWrite } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { metered } from '../store/metered-client.ts';

const tables = journeyTables();
const since = 90;
const theirs = 'My name is Ben Secret, my order 9999-0001 is broken';

const text = (id: string, hour: number, said?: string): RecordedEvent =>
  message({ id, atMs: hour * HOUR, ...(said && { text: said }) });

const idOf = async (table: JourneyTable, identity = phone()) =>
  (await findCustomerId(table, 'demo', identity)) ?? '';

/** Ada wrote by phone and by mail; since a while the number is Ben's, who wrote too, and nobody knew. */
async function played() {
  const table = await tables.table();
  const first = await sendEvent(table, text('ada', 0, 'My order 4711-0815 is late'));
  const evidence = { brand: 'demo', reason: 'agent', by: 'tests', confidence: 1 } as const;
  await link({ table, now: noon }, { ...evidence, a: phone(), b: emailOf('ada') });
  const old = await idOf(table);
  const second = await sendEvent(table, text('ben', 100, theirs));
  return { table, old, first: first.conversationId ?? '', second: second.conversationId ?? '' };
}

function handOver(table: JourneyTable): Promise<boolean> {
  const handover = { brand: 'demo', identity: phone(), at: at(since * HOUR), closedBy: 'crm:1' };
  return closeEpoch({ table, now: noon }, handover);
}

async function told(table: JourneyTable, customerId: string): Promise<string[]> {
  const reading = { table, settings: defaultSettings.context, now: noon + 101 * HOUR };
  const card = await readCard(reading, 'demo', customerId);
  return (card?.facts ?? []).map(({ value }) => value).sort();
}

describe('a number that was handed over before anybody said so', () => {
  it('gives the next person what they told since, and the old one keeps the rest', async () => {
    const { table, old } = await played();
    await sendEvent(table, { ...text('stop', 101), interaction: stop() });
    await handOver(table);
    expect(await told(table, old)).toEqual(['4711-0815']);
    expect(await told(table, await idOf(table))).toEqual(['9999-0001', 'Ben Secret']);
    const kept = await readFacts(table, 'demo', { identity: phone(), epoch: 0 });
    expect(kept).toMatchObject([{ name: 'order-number', since: at(0), values: [{ value: '4711-0815' }] }]);
    const names = (await readFacts(table, 'demo', { identity: phone(), epoch: 1 })).map(({ name }) => name);
    expect(names.sort()).toEqual(['consent-sms', 'name', 'order-number']);
  });

  it('goes on with the conversation that the next person began', async () => {
    const { table, old, first, second } = await played();
    await handOver(table);
    const owner = await idOf(table);
    expect((await sendEvent(table, text('ben again', 101))).conversationId).toBe(second);
    const hers = await sendEvent(table, mail({ id: 'm', messageId: '<m@example.com>', atMs: 102 * HOUR }));
    expect(hers.conversationId).not.toBe(second);
    expect(await readParticipants(table, 'demo', second)).toEqual([{ identity: phone(), epoch: 1 }]);
    expect(await readParticipants(table, 'demo', first)).toEqual([{ identity: phone(), epoch: 0 }]);
    const view = await readConversation(table, 'demo', second, noon + 103 * HOUR);
    expect(view).toMatchObject({ customerId: owner, status: 'open', lastAt: at(101 * HOUR) });
    expect(owner).not.toBe(old);
  });

  it('leaves the old person a conversation that they take part in', async () => {
    const { table, second } = await played();
    const hers = await sendEvent(table, mail({ id: 'm', messageId: '<m@example.com>', atMs: 101 * HOUR }));
    expect(hers.conversationId).toBe(second);
    await handOver(table);
    expect((await sendEvent(table, text('ben again', 102))).conversationId).not.toBe(second);
    const more = await sendEvent(table, mail({ id: 'n', messageId: '<n@example.com>', atMs: 103 * HOUR }));
    expect(more.conversationId).toBe(second);
  });

  it('is the same, however often it is said and wherever it broke off', async () => {
    const before = await played();
    const fresh = await tables.copiesOf(before.table);
    await handOver(before.table);
    const whole = await dump(before.table);
    let call = 0;
    for (let isDone: boolean | undefined; isDone === undefined; call += 1) {
      const table = await fresh();
      const dying = await killedAtWrite(table, call);
      isDone = await handOver(dying).catch((error) => {
        if (!(error instanceof Killed)) throw error;
        return undefined;
      });
      if ((await idOf(table)) !== before.old)
        expect(await readFacts(table, 'demo', { identity: phone(), epoch: 1 })).toHaveLength(2);
      expect(await handOver(table)).toBe(true);
      expect(await dump(table), `died at call ${call}`).toEqual(whole);
    }
    expect(call).toBeGreaterThan(5);
  });

  describe('and was shown with others since', () => {
    const shown = (id: string, hour: number, name: string): RecordedEvent =>
      message({ id, atMs: hour * HOUR, contact: { alsoKnownAs: [emailOf(name)], evidence: 'order' } });

    it('takes along whom it shows, wherever it broke off', async () => {
      const original = await tables.table();
      await sendEvent(original, text('ada', 0));
      const old = await idOf(original);
      await sendEvent(original, shown('bens', 100, 'ben'));
      expect(await idOf(original, emailOf('ben'))).toBe(old);
      const fresh = await tables.copiesOf(original);
      let isDone: boolean | undefined;
      for (let call = 0; isDone === undefined; call += 1) {
        const table = await fresh();
        isDone = await handOver(await killedAtWrite(table, call)).catch((error) => {
          if (!(error instanceof Killed)) throw error;
          return undefined;
        });
        expect(await handOver(table)).toBe(true);
        expect(await idOf(table, emailOf('ben')), `died at call ${call}`).toBe(await idOf(table));
        expect(await idOf(table), `died at call ${call}`).not.toBe(old);
      }
    });

    it('leaves the old person what it was shown with before', async () => {
      const { table, old } = await played();
      await sendEvent(table, shown('hers', 1, 'ada2'));
      await handOver(table);
      expect(await idOf(table, emailOf('ada2'))).toBe(old);
    });

    it('goes on with the conversation in which both take part', async () => {
      const { table } = await played();
      const theirs = await sendEvent(table, shown('bens', 101, 'ben'));
      const identity = emailOf('ben');
      await sendEvent(table, mail({ id: 'm', messageId: '<m@example.com>', atMs: 102 * HOUR, identity }));
      await sendEvent(table, text('ben again', 103));
      await handOver(table);
      const hers = await sendEvent(table, mail({ id: 'n', messageId: '<n@example.com>', atMs: 104 * HOUR }));
      expect(hers.conversationId).not.toBe(theirs.conversationId);
      const next = await sendEvent(table, text('ben at last', 105));
      expect(next.conversationId).toBe(theirs.conversationId);
    });

    it('leaves the old person what they are known by anyway', async () => {
      const { table, old } = await played();
      await sendEvent(table, shown('hers', 100, 'ada'));
      await handOver(table);
      expect(await idOf(table, emailOf('ada'))).toBe(old);
      expect(await idOf(table)).not.toBe(old);
    });
  });

  it('loses nothing that is said meanwhile', async () => {
    const { table: original, second } = await played();
    const fresh = await tables.copiesOf(original);
    let isOver = false;
    for (let call = 0; !isOver; call += 1) {
      const table = await fresh();
      const meanwhile = () => sendEvent(table, text('late', 101, 'My order 8888-0002 too'));
      const slow = await interrupted(table, call, meanwhile);
      await handOver(slow.table);
      isOver = !slow.wasInterrupted();
      if (isOver) await meanwhile();
      const view = await readConversation(table, 'demo', second, noon + 101 * HOUR);
      expect(view?.lastAt, `call ${call}`).toBe(at(101 * HOUR));
      const next = await sendEvent(table, text('ben again', 102));
      const late = await sendEvent(table, text('late', 101, 'My order 8888-0002 too'));
      expect(next.conversationId, `call ${call}`).toBe(late.conversationId);
      expect(await told(table, await idOf(table)), `call ${call}`).toContain('8888-0002');
    }
  });

  it('costs the same, however long the journey is', async () => {
    const costs: string[][] = [];
    for (const more of [0, 15]) {
      const { table } = await played();
      for (let each = 0; each < more; each += 1) await sendEvent(table, text(`more ${each}`, 101 + each));
      const counted = await metered(table);
      await handOver(counted.table);
      costs.push(counted.cost.calls);
    }
    expect(costs[1]).toEqual(costs[0]);
  });
});

function stop(): RecordedEvent['interaction'] {
  const { interaction } = text('stop', 101, 'STOP');
  return interaction.kind === 'message' ? { ...interaction, optOut: 'stop' } : interaction;
}
