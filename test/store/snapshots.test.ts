import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { toItem } from '../../functions/store/attributes.ts';
import { createConversation } from '../../functions/store/conversation-items.ts';
import { readConversationItem } from '../../functions/store/desk.ts';
import type { OpenConversation } from '../../functions/store/items.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { conversationIdFor, snapshotKey } from '../../functions/store/keys.ts';
import { readSnapshot } from '../../functions/store/snapshots.ts';
import { at, HOUR, message, noon, phone, routingOf } from '../router/events.ts';
import { makeOnePerson } from '../router/same-person.ts';
import { Killed, through } from './faulty-client.ts';
import { journeyTables } from './journey-fixture.ts';

const tables = journeyTables();
const ids = Array.from({ length: 150 }, (_, index) => `cnv_${index}`);
/** The first is the oldest; all had ended long before noon. */
const lastAt = (index: number) => at((index - 1_000) * HOUR);

/** Somebody with more conversations in their set than one expression can name: many people merged into one. */
async function crowded() {
  const table = await tables.table();
  const customerId = await makeOnePerson(table, 'demo', at(-2_000 * HOUR), [phone()]);
  const entries = ids.map((id, index): [string, OpenConversation] => {
    const time = { firstAt: lastAt(index), lastAt: lastAt(index) };
    return [id, { ...time, lastBy: 'x', joined: { x: true }, openedBy: `demo:sms/twilio:1:${index}` }];
  });
  const snapshot = { conversations: Object.fromEntries(entries), openings: 150 };
  await table.client.send(
    new PutItemCommand({
      TableName: table.tableName,
      Item: toItem({ ...snapshotKey('demo', customerId), ...snapshot }),
    }),
  );
  const desk = { agentQueue: 'messages', priority: 3, status: 'open' as const, windowHours: 72 };
  for (const [conversationId, { openedBy, firstAt: openedAt }] of entries)
    await createConversation(table, 'demo', { conversationId, customerId, openedBy, openedAt, ...desk });
  return {
    table,
    async send(hours: number, over: JourneyTable = table) {
      const event = message({ id: `at ${hours}`, atMs: hours * HOUR });
      const outcome = await routeEvent(routingOf(over, noon + hours * HOUR), event);
      return { outcome, opens: conversationIdFor('demo', interactionId(event)) };
    },
    set: async () => Object.keys((await readSnapshot(table, { brand: 'demo', customerId })).conversations),
  };
}

describe('a set of 150 conversations that have ended', () => {
  it('lets them all go when another opens, each with its last time, and goes on with that one', async () => {
    const { table, send, set } = await crowded();
    const { outcome, opens } = await send(0);
    expect(outcome).toBe('recorded');
    expect(await set()).toEqual([opens]);
    const items = await Promise.all(ids.map((id) => readConversationItem(table, 'demo', id)));
    expect(items.map((item) => [item?.status, item?.lastAt])).toEqual(
      ids.map((_, index) => ['lapsed', lastAt(index)]),
    );
    await send(1);
    expect(await set()).toEqual([opens]);
  });

  it('lets the oldest go first, and the rest with a later opening where a worker died in between', async () => {
    const { table, send, set } = await crowded();
    let leavings = 0;
    const dying = await through(table, (next) => async (args) => {
      if (/"UpdateExpression":"[^"]*REMOVE #/.test(JSON.stringify(args.input)) && isOfSet(args.input))
        leavings += 1;
      if (leavings > 2) throw new Killed();
      return next(args);
    });
    await expect(send(0, dying)).rejects.toThrow(Killed);
    const { outcome, opens } = await send(0);
    expect(outcome).toBe('recorded');
    expect((await set()).sort()).toEqual([...ids.slice(60), opens].sort());
    const next = await send(100);
    expect(await set()).toEqual([next.opens]);
  });
});

function isOfSet(input: object): boolean {
  return JSON.stringify(input).includes('"conversations"');
}
