import { describe, expect, it } from 'vitest';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { type Cost, metered } from '../store/metered-client.ts';
import { at, HOUR, mail, message, moving, noon, phone, routingOf } from './events.ts';

const tables = journeyTables();

/** What one event costs after others. */
async function costOf(before: InteractionEvent[], event: InteractionEvent, now = noon): Promise<Cost> {
  const table = await tables.table();
  for (const earlier of before) await routeEvent(routingOf(table, now), earlier);
  const meter = await metered(table);
  await routeEvent(routingOf(meter.table, now), event);
  return meter.cost;
}

const known = message({ id: 'SM1', atMs: -HOUR });
/** As long as a message may be whose item stays within 1 KB: 300 characters. */
const usual = message({ id: 'SM00000000000000000000000000000002', text: 'x'.repeat(300) });
const sent = message({ id: 'SM3', direction: 'outbound' });
const delivered = moving('SM3', 0, { type: 'receipt', status: 'delivered' });
const watermark = moving('w', 0, { type: 'watermark', status: 'read', identity: phone(), upTo: at(0) });

describe('the budget of', () => {
  it('a message of a known person in an open conversation: 3 write units, 2 read calls', async () => {
    const cost = await costOf([known], usual);
    expect(cost).toMatchObject({ writeUnits: 3, reads: 2 });
    expect(cost.calls).toEqual(['BatchGetItem', 'GetItem', 'UpdateItem', 'UpdateItem']);
  });

  it('the same with two other conversations in the set', async () => {
    const others = [message({ id: 'SM8', atMs: -400 * HOUR }), message({ id: 'SM9', atMs: -200 * HOUR })];
    expect(await costOf([...others, known], usual)).toMatchObject({ writeUnits: 3, reads: 2 });
  });

  it('a duplicate: no write', async () => {
    expect(await costOf([known, usual], usual)).toMatchObject({ writes: 0, reads: 2 });
    expect(await costOf([sent, delivered], delivered)).toMatchObject({ writes: 0, reads: 1 });
    expect(await costOf([known, watermark], watermark)).toMatchObject({ writes: 0, reads: 1 });
    const first = mail({ id: 'ses-1', messageId: '<1@mail.example.com>' });
    expect(await costOf([first], first)).toMatchObject({ writes: 0, reads: 2 });
  });

  it('a duplicate a year later, of a conversation long closed: no write', async () => {
    const later = message({ id: 'SM4', atMs: 8760 * HOUR });
    expect(await costOf([known, later], known, noon + 8760 * HOUR)).toMatchObject({ writes: 0, reads: 3 });
  });

  it('a receipt of a message, in table and index: 2 write units, 1 read call', async () => {
    expect(await costOf([sent], delivered)).toMatchObject({ writeUnits: 2, reads: 1 });
  });

  it('a receipt that came first, which is in no index: 1 write unit', async () => {
    expect(await costOf([], delivered)).toMatchObject({ writeUnits: 1, reads: 1 });
  });

  it('a watermark: 1 write unit', async () => {
    expect(await costOf([known], watermark)).toMatchObject({ writeUnits: 1, reads: 1 });
  });

  it('a new name or address: 2 write units and 1 read call more', async () => {
    const renamed = message({ id: 'SM2', contact: { displayName: 'Ada' } });
    expect(await costOf([known], renamed)).toMatchObject({ writeUnits: 5, reads: 3 });
  });

  it('opening a conversation where another has lapsed: 10 write units', async () => {
    const lapsed = message({ id: 'SM0', atMs: -200 * HOUR });
    expect(await costOf([lapsed], usual)).toMatchObject({ writeUnits: 10, reads: 3 });
  });

  it('the first answer: 3 write units more, for the conversation and the two indexes it leaves', async () => {
    const before = [known, sent];
    const second = message({ id: 'SM4', direction: 'outbound', atMs: 1 });
    expect(await costOf([known], sent)).toMatchObject({ writeUnits: 6, reads: 2 });
    expect(await costOf(before, second)).toMatchObject({ writeUnits: 3, reads: 2 });
    expect(await costOf(before, sent)).toMatchObject({ writes: 0, reads: 2 });
  });

  it('a question after an answer: 3 write units and 1 read call more, for who waits again', async () => {
    const again = message({ id: 'SM4', atMs: 2 });
    expect(await costOf([known, sent], again)).toMatchObject({ writeUnits: 6, reads: 3 });
    expect(await costOf([known, sent, again], again)).toMatchObject({ writes: 0, reads: 2 });
  });

  it('the first contact of a person: 19 write units, once in a life', async () => {
    // Two of them look whether a suggestion waits for this person: before the claim and after it.
    expect(await costOf([], usual)).toMatchObject({ writeUnits: 19, reads: 3 });
  });

  it('a mail: 1 write unit more, for its Message-ID', async () => {
    const first = mail({ id: 'ses-1', messageId: '<1@mail.example.com>' });
    const second = mail({ id: 'ses-2', atMs: 1, messageId: '<2@mail.example.com>' });
    expect(await costOf([first], second)).toMatchObject({ writeUnits: 4, reads: 2 });
  });
});
