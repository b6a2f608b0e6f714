import { describe, expect, it } from 'vitest';
import { readCard, readCardOf } from '../../functions/context/read-card.ts';
import { closeEpoch } from '../../functions/identity/close-epoch.ts';
import { link } from '../../functions/identity/link.ts';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId, readCustomer } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { listSuggestions } from '../../functions/store/suggestion-lists.ts';
import { areOne, recordedAs, sendEvent } from '../conversation/handoffs.ts';
import { at, emailOf, HOUR, mail, message, noon, phone, routingOf } from '../router/events.ts';
import { Killed, killedAt } from '../store/faulty-client.ts';
import { journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();

async function route(table: JourneyTable, event: RecordedEvent): Promise<void> {
  await routeEvent(routingOf(table, Date.parse(event.receivedAt)), event);
}

function recycle(table: JourneyTable, hour: number, identity = phone()): Promise<boolean> {
  const handover = { brand: 'demo', identity, at: at(hour * HOUR), closedBy: `crm:${hour}` };
  return closeEpoch({ table, now: noon }, handover);
}

function numberChange(hour: number, from: Identity, to: Identity, receivedHour = hour): RecordedEvent {
  const event = message({
    id: 'change',
    atMs: hour * HOUR,
    receivedMs: receivedHour * HOUR,
    identity: from,
  });
  const { contact, direction } = event.interaction;
  return { ...event, interaction: { kind: 'identity-change', contact, direction, from, to } };
}

describe('the card of a number that somebody else has', () => {
  it('shows nobody the name of the other', async () => {
    const table = await tables.table();
    const settings = { ...defaultSettings.context, greetByName: true };
    const reading = { table, settings, now: noon + 3 * HOUR };
    await route(table, message({ id: '1', contact: { displayName: 'Ada Old' } }));
    const known = await readCardOf(reading, 'demo', phone(), 'claimed');
    expect(known).toMatchObject({ isKnown: true, firstName: 'Ada' });
    await recycle(table, 1);
    for (const assurance of ['claimed', 'asserted'] as const)
      expect(JSON.stringify(await readCardOf(reading, 'demo', phone(), assurance))).not.toContain('Ada');
  });

  it('shows the same address for whoever has it now, once they wrote', async () => {
    const table = await tables.table();
    await route(table, message({ id: '1' }));
    await recycle(table, 1);
    await route(table, message({ id: '2', atMs: 2 * HOUR }));
    const customer = await readCustomer(table, 'demo', (await findCustomerId(table, 'demo', phone())) ?? '');
    expect(customer?.members).toMatchObject([{ addresses: [{ address: phone().value }] }]);
  });
});

describe('a number of which it is found out later that somebody else has it', () => {
  it('leaves the old person nothing that the new one said', async () => {
    const table = await tables.table();
    await route(table, message({ id: '1', text: 'My order 4711-0815 is late' }));
    const old = (await findCustomerId(table, 'demo', phone())) ?? '';
    const linking = { table, now: noon };
    const evidence = { brand: 'demo', reason: 'agent', by: 'tests', confidence: 1 } as const;
    await link(linking, { ...evidence, a: phone(), b: emailOf('ada') });
    const said = 'My name is Ben Secret, my order 9999-0001 is broken';
    await route(table, message({ id: '2', atMs: 100 * HOUR, text: said }));
    await recycle(table, 90);
    const reading = { table, settings: defaultSettings.context, now: noon + 101 * HOUR };
    const card = await readCard(reading, 'demo', old);
    expect(card?.facts).toMatchObject([{ name: 'order-number', value: '4711-0815' }]);
    expect(JSON.stringify(card)).not.toMatch(/Secret|9999/);
    const later = await sendEvent(table, mail({ id: '3', messageId: '<3@example.com>', atMs: 101 * HOUR }));
    const theirs = await recordedAs(table, message({ id: '2' }));
    expect(later.conversationId).not.toBe(theirs.conversationId);
  });
});

describe('what a provider says of numbers', () => {
  it('joins nobody who has one of them only since then', async () => {
    const table = await tables.table();
    await route(table, message({ id: '1' }));
    await recycle(table, 2);
    await route(table, message({ id: '2', atMs: 3 * HOUR }));
    await route(table, message({ id: '3', atMs: 3 * HOUR, identity: phone('0124') }));
    await route(table, numberChange(1, phone(), phone('0124'), 4));
    expect(await areOne(table, phone(), phone('0124'))).toBe(false);
  });

  it('is only suggested where who says it proves nothing', async () => {
    const table = await tables.table();
    await route(table, message({ id: 'ada' }));
    const change = numberChange(1, phone('0199'), phone());
    change.interaction.contact.assurance = 'claimed';
    await route(table, change);
    await route(table, message({ id: 'ada 2', atMs: 2 * HOUR }));
    await route(table, message({ id: 'mallory', atMs: 2 * HOUR, identity: phone('0199') }));
    expect(await areOne(table, phone(), phone('0199'))).toBe(false);
    const { suggestions } = await listSuggestions(table, 'demo', { status: 'pending', limit: 5 });
    expect(suggestions).toMatchObject([{ suggestion: { evidence: [{ reason: 'shown-together' }] } }]);
  });

  it('is recorded when it says that a number is itself', async () => {
    const table = await tables.table();
    await route(table, message({ id: '1', contact: { alsoKnownAs: [phone()] } }));
    await route(table, numberChange(1, phone(), phone()));
    const customer = await readCustomer(table, 'demo', (await findCustomerId(table, 'demo', phone())) ?? '');
    expect(customer?.members).toHaveLength(1);
  });
});

describe('a number that is written in two ways', () => {
  const written = (value: string): Identity => ({ kind: 'phone', scope: '', value });
  const [long, short] = [written('+5215512345678'), written('+525512345678')];

  /** Ada wrote by both; then the line is somebody else's, as is said of one writing. */
  async function recycled(of?: Identity) {
    const table = await tables.table();
    await route(table, message({ id: 'ada 1', identity: long }));
    await route(table, message({ id: 'ada 2', identity: short, atMs: HOUR }));
    const ada = await findCustomerId(table, 'demo', long);
    if (of !== undefined) expect(await recycle(table, 100, of)).toBe(true);
    return { table, ada };
  }

  it.each([
    ['long', long],
    ['short', short],
  ])('is the next person by both, when it is said of the %s one', async (_, of) => {
    const { table, ada } = await recycled(of);
    await route(table, message({ id: 'ben 1', identity: short, atMs: 101 * HOUR }));
    await route(table, message({ id: 'ben 2', identity: long, atMs: 102 * HOUR }));
    expect(await areOne(table, long, short)).toBe(true);
    expect(await findCustomerId(table, 'demo', short)).not.toBe(ada);
  });

  it('joins nobody while the one is handed over and the other is not yet', async () => {
    const { table: original } = await recycled();
    const fresh = await tables.copiesOf(original);
    let isDone = false;
    // Every third call is enough: what matters is which of the two is written.
    for (let call = 0; !isDone; call += 3) {
      const table = await fresh();
      const ada = await findCustomerId(table, 'demo', long);
      isDone = await recycle(await killedAt(table, call, 'after'), 100, short).catch((error) => {
        if (!(error instanceof Killed)) throw error;
        return false;
      });
      await route(table, message({ id: 'ben 1', identity: short, atMs: 101 * HOUR }));
      await recycle(table, 100, short);
      await route(table, message({ id: 'ben 2', identity: long, atMs: 102 * HOUR }));
      expect(await findCustomerId(table, 'demo', long), `died at call ${call}`).not.toBe(ada);
      expect(await findCustomerId(table, 'demo', short), `died at call ${call}`).not.toBe(ada);
    }
  });

  it('is one that nobody knew before it was handed over', async () => {
    const table = await tables.table();
    await route(table, message({ id: 'ada', identity: short }));
    await recycle(table, 100, short);
    await route(table, message({ id: 'ben 1', identity: short, atMs: 101 * HOUR }));
    await route(table, message({ id: 'ben 2', identity: long, atMs: 102 * HOUR }));
    expect(await areOne(table, long, short)).toBe(true);
  });

  it('stays with its person when the provider changes the writing', async () => {
    const { table, ada } = await recycled();
    await route(table, numberChange(50, long, short));
    await route(table, message({ id: 'ada 3', identity: long, atMs: 51 * HOUR }));
    expect(await findCustomerId(table, 'demo', short)).toBe(ada);
    expect(await findCustomerId(table, 'demo', long)).toBe(ada);
  });

  it('is left by a number that changes to it, whoever had it in the other writing', async () => {
    const table = await tables.table();
    await route(table, message({ id: 'ada', identity: long }));
    const ada = await findCustomerId(table, 'demo', long);
    await route(table, message({ id: 'ben', identity: phone(), atMs: 100 * HOUR }));
    await route(table, numberChange(101, phone(), short));
    await route(table, message({ id: 'ben 2', identity: long, atMs: 102 * HOUR }));
    expect(await findCustomerId(table, 'demo', long)).not.toBe(ada);
    expect(await areOne(table, long, short)).toBe(true);
  });
});
