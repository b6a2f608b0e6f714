import { describe, expect, it } from 'vitest';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId, readCustomer } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import type { AddressView } from '../../functions/store/journey-view.ts';
import { at, message, moving, phone, routingOf } from '../router/events.ts';
import { journeyTables } from './journey-fixture.ts';

const tables = journeyTables();

async function customerOf(table: JourneyTable) {
  return readCustomer(table, 'demo', (await findCustomerId(table, 'demo', phone())) ?? '');
}

async function addressesOf(table: JourneyTable): Promise<AddressView[]> {
  return (await customerOf(table))?.members[0]?.addresses ?? [];
}

const shown = (id: string, atMs: number, contact: Parameters<typeof message>[0]['contact']) =>
  message({ id, atMs, ...(contact && { contact }) });

describe('how an identity is reached', () => {
  it('is kept as received, for each of our accounts', async () => {
    const table = await tables.table();
    const variant = { address: '001 415 555 0123' };
    await routeEvent(routingOf(table), message({ id: '1', contact: variant }));
    await routeEvent(
      routingOf(table),
      message({ id: '2', provider: 'voice/twilio', account: '+14155550199' }),
    );
    expect(await addressesOf(table)).toEqual([
      { provider: 'sms/twilio', account: '+14155550100', address: '001 415 555 0123', assurance: 'asserted' },
      { provider: 'voice/twilio', account: '+14155550199', address: '+14155550123', assurance: 'asserted' },
    ]);
  });

  it('shows the latest name and the best assurance, whichever comes in first', async () => {
    const events = [
      shown('1', 1, { displayName: 'Ada', assurance: 'claimed' }),
      shown('2', 2, { displayName: 'Ada L.', assurance: 'verified' }),
      shown('3', 3, { displayName: 'Ada', assurance: 'claimed' }),
    ];
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const table = await tables.table();
      for (const index of order) {
        const event = events[index];
        if (event !== undefined) await routeEvent(routingOf(table), event);
      }
      expect(await addressesOf(table)).toMatchObject([{ displayName: 'Ada', assurance: 'verified' }]);
    }
  });

  it('forgets a name that is no longer shown', async () => {
    const table = await tables.table();
    await routeEvent(routingOf(table), shown('1', 1, { displayName: 'Ada' }));
    await routeEvent(routingOf(table), shown('2', 2, {}));
    expect((await addressesOf(table))[0]).not.toHaveProperty('displayName', expect.anything());
  });

  it('is not what we sent to, nor what only a watermark knows', async () => {
    const table = await tables.table();
    await routeEvent(routingOf(table), message({ id: '1', direction: 'outbound' }));
    const watermark = { type: 'watermark', status: 'read', identity: phone(), upTo: at(0) } as const;
    await routeEvent(routingOf(table), moving('w', 0, watermark));
    expect(await addressesOf(table)).toEqual([]);
  });

  it('tells since when the person is known, by event time', async () => {
    const table = await tables.table();
    await routeEvent(routingOf(table), message({ id: '2', atMs: 2000 }));
    await routeEvent(routingOf(table), message({ id: '1', atMs: 1000 }));
    expect(await customerOf(table)).toMatchObject({
      createdAt: at(1000),
      members: [{ firstSeenAt: at(1000) }],
    });
  });
});
