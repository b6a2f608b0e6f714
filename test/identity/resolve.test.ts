import { describe, expect, it } from 'vitest';
import { noteContact, resolve } from '../../functions/identity/resolve.ts';
import { message, phone } from '../router/events.ts';
import { interrupted } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();
const event = message({ id: 'SM1' });

describe('who wrote', () => {
  it('is a new customer the first time, and the same ever after', async () => {
    const table = await tables.table();
    const first = await resolve(table, event);
    expect(first).toMatchObject({ isNew: true, person: { identity: phone(), epoch: 0 } });
    const again = await resolve(
      table,
      message({ id: 'SM2', provider: 'voice/twilio', account: '+14155550199' }),
    );
    expect(again).toMatchObject({ isNew: false, person: { customerId: first.person.customerId } });
  });

  it('is the winner when another worker claims the identity in between', async () => {
    const table = await tables.table();
    const { table: own } = await interrupted(table, 1, () => resolve(table, event));
    expect(await resolve(own, event)).toMatchObject({ isNew: false });
    expect(Object.keys(await dump(table)).filter((key) => key.endsWith(' CUSTOMER'))).toHaveLength(1);
  });

  it('is another customer in another brand', async () => {
    const table = await tables.table();
    const here = await resolve(table, event);
    const there = await resolve(table, message({ id: 'SM1', brand: 'demo-2' }));
    expect(there.isNew).toBe(true);
    expect(there.person.customerId).not.toBe(here.person.customerId);
  });
});

describe('what a contact shows', () => {
  it('is written once, and not for what we send', async () => {
    const table = await tables.table();
    const { person } = await resolve(table, event);
    const before = await dump(table);
    await noteContact(table, message({ id: 'SM2', direction: 'outbound' }), person);
    expect(await dump(table)).toEqual(before);
    await noteContact(table, event, person);
    const noted = await dump(table);
    expect(noted).not.toEqual(before);
    await noteContact(table, event, (await resolve(table, event)).person);
    expect(await dump(table)).toEqual(noted);
  });
});
