import { describe, expect, it } from 'vitest';
import { proofOfCode } from '../../functions/conversation/handoff-proof.ts';
import { redeemHandoff } from '../../functions/conversation/redeem-handoff.ts';
import type { InteractionEvent, RecordedEvent } from '../../functions/interaction/event.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { noteOpenCode, putHandoff } from '../../functions/store/handoffs.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { at, message, noon, phone, routingOf } from '../router/events.ts';
import { Killed, killedAtWrite } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { openedByChat, visitor } from './handoffs.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const now = noon + 3 * MINUTE;
const code = '482913';

async function prepare(table: JourneyTable): Promise<void> {
  const conversationId = await openedByChat(table);
  const { handoffKey } = routingOf(table);
  const validUntil = at(10 * MINUTE);
  await noteOpenCode(table, 'demo', 'voice', validUntil);
  await putHandoff(table, 'demo', {
    ...proofOfCode(await handoffKey(), { brand: 'demo', channel: 'voice' }, code),
    ...{ kind: 'code', channel: 'voice', conversationId, identity: visitor },
    ...{ createdAt: at(0), createdBy: 'tests', validUntil },
  });
  await routeEvent(routingOf(table, now), rings());
}

function rings(): RecordedEvent {
  const { interaction, ...event } = message({ id: 'CA1', provider: 'voice/twilio', atMs: MINUTE });
  const { direction, contact } = interaction;
  return { ...event, interaction: { kind: 'call', direction, contact } };
}

function typed(assurance: 'asserted' | 'claimed'): InteractionEvent {
  const { interaction, ...event } = message({ id: 'CA1/2', provider: 'voice/twilio', atMs: 2 * MINUTE });
  const contact = { ...interaction.contact, assurance };
  const turn = { kind: 'postback', direction: 'inbound', contact, payload: code, replyTo: 'CA1' } as const;
  return { ...event, interaction: turn };
}

const stories = [
  {
    name: 'a code typed in a call',
    play: (table: JourneyTable) => routeEvent(routingOf(table, now), typed('asserted')),
  },
  {
    name: 'a code typed by somebody who proves nothing',
    play: (table: JourneyTable) => routeEvent(routingOf(table, now), typed('claimed')),
  },
  {
    name: 'a code redeemed through the API',
    play: (table: JourneyTable) =>
      redeemHandoff(routingOf(table, now), {
        ...{ brand: 'demo', channel: 'voice', identity: phone(), assurance: 'asserted' },
        secret: { code },
      }),
  },
];

describe.each(stories)('killed at any write: $name', ({ play }) => {
  it('leaves what an unbroken one leaves', async () => {
    const whole = await tables.table();
    await prepare(whole);
    const copy = await tables.copiesOf(whole);
    await play(whole);
    const expected = await dump(whole);
    let kills = 0;
    for (; ; kills += 1) {
      const table = await copy();
      const wasKilled = await play(await killedAtWrite(table, kills)).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Killed) return true;
          throw error;
        },
      );
      await play(table);
      expect(await dump(table), `killed at write ${kills}`).toEqual(expected);
      if (!wasKilled) break;
    }
    expect(kills).toBeGreaterThan(6);
  }, 120_000);
});
