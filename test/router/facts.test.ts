import { describe, expect, it } from 'vitest';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { readFacts } from '../../functions/store/facts.ts';
import { killedAt } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { type Cost, metered } from '../store/metered-client.ts';
import { at, HOUR, message, moving, phone, routingOf } from './events.ts';

const tables = journeyTables();
const node = { identity: phone(), epoch: 0 };
const known = message({ id: 'SM1', atMs: -HOUR, text: 'Hello there, how are you doing today?' });
const telling = message({ id: 'SM2', text: 'My order number is 4711-0815' });
const silent = message({ id: 'SM2', text: 'Where does my parcel stay now?' });

async function tableAfter(...events: InteractionEvent[]) {
  const table = await tables.table();
  for (const event of events) await routeEvent(routingOf(table), event);
  return table;
}

async function costOf(event: InteractionEvent, ...before: InteractionEvent[]): Promise<Cost> {
  const meter = await metered(await tableAfter(...before));
  await routeEvent(routingOf(meter.table), event);
  return meter.cost;
}

const itemOf = async (table: Awaited<ReturnType<typeof tableAfter>>, id: string) =>
  (await dump(table))[`INTERACTION#demo:sms/twilio:+14155550100:${id} INTERACTION`] ?? {};

describe('facts on the message path', () => {
  it('are noted with their source', async () => {
    const table = await tableAfter(known, telling);
    expect(await readFacts(table, 'demo', node)).toEqual([
      {
        name: 'order-number',
        since: at(0),
        values: [
          {
            value: '4711-0815',
            at: at(0),
            source: { kind: 'said', interactionId: 'demo:sms/twilio:+14155550100:SM2', channel: 'sms' },
          },
        ],
      },
    ]);
  });

  it('cost one read and one write each, and nothing where there are none', async () => {
    const without = await costOf(silent, known);
    expect(without).toMatchObject({ reads: 2, writeUnits: 3 });
    expect(await costOf(telling, known)).toMatchObject({
      reads: without.reads + 1,
      writeUnits: without.writeUnits + 1,
    });
    expect(await costOf(telling, known, telling)).toMatchObject({ writes: 0 });
  });

  it('are marked where nobody proved who they are', async () => {
    const claimed = message({
      id: 'SM2',
      text: 'My order number is 4711-0815',
      contact: { assurance: 'claimed' },
    });
    const [fact] = await readFacts(await tableAfter(claimed), 'demo', node);
    expect(fact?.values[0]?.source.isClaimed).toBe(true);
  });

  it('are there once the interaction is, wherever a worker died before', async () => {
    for (let call = 0; call < 8; call += 1) {
      const table = await tableAfter(known);
      const dying = await killedAt(table, call, 'after');
      await routeEvent(routingOf(dying), telling).catch(() => undefined);
      await routeEvent(routingOf(table), telling);
      expect(await readFacts(table, 'demo', node), `died at call ${call}`).toHaveLength(1);
    }
  });
});

describe('the mood of a turn', () => {
  const happy = message({ id: 'SM2', text: 'Thank you so much, that was a perfect answer' });

  it('is stored by the write that records it', async () => {
    expect(await costOf(happy, known)).toMatchObject({ reads: 2, writeUnits: 3 });
    expect((await itemOf(await tableAfter(known, happy), 'SM2')).mood).toBeGreaterThan(0.5);
  });

  it('is not stored of what we say', async () => {
    const said = message({ id: 'SM2', direction: 'outbound', text: 'Thank you so much, that was perfect' });
    expect(await itemOf(await tableAfter(known, said), 'SM2')).not.toHaveProperty('mood');
  });

  it('goes when its message is deleted, in whatever order', async () => {
    const deletion = moving('SM2', HOUR, { type: 'deletion' });
    for (const events of [
      [happy, deletion],
      [deletion, happy],
    ]) {
      const item = await itemOf(await tableAfter(known, ...events), 'SM2');
      expect(item).toMatchObject({ kind: 'message', deleted: { at: at(HOUR) } });
      expect(item).not.toHaveProperty('mood');
    }
  });
});
