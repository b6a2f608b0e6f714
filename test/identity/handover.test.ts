import { describe, expect, it } from 'vitest';
import { closeEpoch } from '../../functions/identity/close-epoch.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Contact, Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId, readCustomer } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { listSuggestions } from '../../functions/store/suggestion-lists.ts';
import { at, HOUR, message, noon, phone, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();
const tablet: Identity = { kind: 'visitor', scope: 'shop.example.com', value: 'tablet-1' };
const login = (value: string): Identity => ({ kind: 'login', scope: 'shop.example.com', value });
const bsuid: Identity = { kind: 'whatsapp', scope: 'waba', value: 'US.100200300' };
const site = { provider: 'chat/web', account: 'shop.example.com' } as const;

/** The whole way of one event, an hour for each. */
async function route(table: JourneyTable, hour: number, event: RecordedEvent): Promise<void> {
  await routeEvent(routingOf(table, noon + hour * HOUR), event);
}

function said(hour: number, identity: Identity, contact: Partial<Contact> = {}): RecordedEvent {
  const own = identity.kind === 'phone' ? {} : site;
  return message({ id: `said ${hour}`, atMs: hour * HOUR, identity, ...own, contact });
}

function signedOut(hour: number): RecordedEvent {
  const event = said(hour, tablet);
  const { contact, direction } = event.interaction;
  return { ...event, interaction: { kind: 'visit', name: 'sign-out', contact, direction } };
}

async function journeyOf(table: JourneyTable, identity: Identity): Promise<string[]> {
  const id = (await findCustomerId(table, 'demo', identity)) ?? '';
  const page = await readJourney(table, 'demo', id, { limit: 50, order: 'oldest-first' });
  return (page?.entries ?? []).map(({ interactionId }) => interactionId.split(':').at(-1) ?? '');
}

describe('a number that somebody else has', () => {
  it('begins a new person who never sees what the old one said, nor the name', async () => {
    const table = await tables.table();
    await route(table, 0, said(0, phone(), { displayName: 'Ada Old' }));
    const linking = { table, now: noon };
    const handover = { brand: 'demo', identity: phone(), at: at(HOUR), closedBy: 'crm:1' };
    const old = (await findCustomerId(table, 'demo', phone())) ?? '';
    expect(await closeEpoch(linking, handover)).toBe(true);
    const before = await dump(table);
    expect(await closeEpoch(linking, handover)).toBe(true);
    expect(await dump(table)).toEqual(before);
    const created = await readCustomer(table, 'demo', (await findCustomerId(table, 'demo', phone())) ?? '');
    expect(created).toMatchObject({ members: [{ addresses: [] }] });
    await route(table, 2, said(2, phone(), { displayName: 'Ben New' }));
    await route(table, 3, { ...said(0.5, phone()), receivedAt: at(3 * HOUR) });
    expect(await journeyOf(table, phone())).toEqual(['said 2']);
    const told = await readJourney(table, 'demo', old, { limit: 9, order: 'oldest-first' });
    expect(told?.entries).toHaveLength(2);
    const now = (await findCustomerId(table, 'demo', phone())) ?? '';
    expect(now).not.toBe(old);
    expect((await readCustomer(table, 'demo', now))?.displayName).toBe('Ben New');
    expect((await readCustomer(table, 'demo', old))?.displayName).not.toBe('Ben New');
    const conversations = new Set(told?.entries.map(({ conversationId }) => conversationId));
    const later = await readJourney(table, 'demo', now, { limit: 9 });
    expect(conversations.has(later?.entries[0]?.conversationId)).toBe(false);
  });

  it('goes on with its person under the new number, as the provider says', async () => {
    const table = await tables.table();
    await route(table, 0, said(0, phone('0101')));
    const change = said(30, phone('0101'));
    const { contact, direction } = change.interaction;
    const interaction = {
      kind: 'identity-change',
      contact,
      direction,
      from: phone('0101'),
      to: phone('0102'),
    } as const;
    await route(table, 30, { ...change, interaction });
    const before = await dump(table);
    await route(table, 30, { ...change, interaction });
    expect(await dump(table)).toEqual(before);
    await route(table, 31, said(31, phone('0102')));
    await route(table, 32, said(32, phone('0101')));
    expect(await journeyOf(table, phone('0102'))).toEqual(['said 0', 'said 30', 'said 31']);
    expect(await journeyOf(table, phone('0101'))).toEqual(['said 32']);
  });
});

describe('a shared tablet', () => {
  it("is each one's while they are signed in, and nobody's afterwards", async () => {
    const table = await tables.table();
    const signedIn = (hour: number, who: string) =>
      said(hour, login(who), { assurance: 'verified', evidence: 'login', alsoKnownAs: [tablet] });
    await route(table, 0, signedIn(0, 'ada'));
    await route(table, 1, said(1, tablet));
    await route(table, 2, signedOut(2));
    await route(table, 3, signedIn(3, 'ben'));
    await route(table, 4, said(4, tablet));
    await route(table, 5, signedOut(5));
    await route(table, 6, said(6, tablet));
    expect(await journeyOf(table, login('ada'))).toEqual(['said 0', 'said 1', 'said 2']);
    expect(await journeyOf(table, login('ben'))).toEqual(['said 3', 'said 4', 'said 5']);
    expect(await journeyOf(table, tablet)).toEqual(['said 6']);
  });

  it('never makes one person of two, even when nobody signs out', async () => {
    const table = await tables.table();
    for (const [hour, who] of [
      [0, 'ada'],
      [1, 'ben'],
      [2, 'ada'],
    ] as const)
      await route(
        table,
        hour,
        said(hour, login(who), { assurance: 'verified', evidence: 'login', alsoKnownAs: [tablet] }),
      );
    expect(await findCustomerId(table, 'demo', login('ada'))).not.toBe(
      await findCustomerId(table, 'demo', login('ben')),
    );
    expect(await findCustomerId(table, 'demo', tablet)).toBe(
      await findCustomerId(table, 'demo', login('ada')),
    );
  });
});

describe('evidence on the way', () => {
  it('joins an id without a phone when a payload shows both, and costs nothing once known', async () => {
    const table = await tables.table();
    await route(table, 0, said(0, bsuid, { assurance: 'verified' }));
    const both: Partial<Contact> = { assurance: 'verified', alsoKnownAs: [bsuid] };
    await route(table, 1, said(1, phone(), both));
    await route(table, 2, said(2, phone(), both));
    expect(await journeyOf(table, phone())).toEqual(['said 0', 'said 1', 'said 2']);
    expect(await journeyOf(table, bsuid)).toEqual(await journeyOf(table, phone()));
  });

  it('of a contact who proves nothing joins nobody', async () => {
    const table = await tables.table();
    await route(table, 0, said(0, bsuid, { assurance: 'verified' }));
    await route(table, 1, said(1, phone(), { assurance: 'claimed', alsoKnownAs: [bsuid] }));
    expect(await journeyOf(table, bsuid)).toEqual(['said 0']);
  });

  const typed: Identity = { kind: 'email', scope: 'unverified', value: 'ada@example.com' };
  it.each([
    ['whoever shows it', phone(), typed],
    ['and so is whom it shows', typed, phone()],
  ])('of an address that proved nothing is only suggested, %s', async (_, identity, other) => {
    const table = await tables.table();
    await route(table, 0, said(0, other, { assurance: 'claimed' }));
    await route(table, 1, said(1, identity, { assurance: 'verified', alsoKnownAs: [other] }));
    expect(await journeyOf(table, other)).toEqual(['said 0']);
    const { suggestions } = await listSuggestions(table, 'demo', { status: 'pending', limit: 5 });
    expect(suggestions).toMatchObject([{ suggestion: { evidence: [{ reason: 'shown-together' }] } }]);
  });

  it('joins two writings of one mobile number, and leaves the landline alone', async () => {
    const table = await tables.table();
    const brazil = (value: string): Identity => ({ kind: 'phone', scope: '', value });
    await route(table, 0, said(0, brazil('+551187654321')));
    await route(table, 1, said(1, brazil('+5511987654321')));
    await route(table, 2, said(2, brazil('+551133334444')));
    expect(await journeyOf(table, brazil('+551187654321'))).toEqual(['said 0', 'said 1']);
    expect(await journeyOf(table, brazil('+551133334444'))).toEqual(['said 2']);
  });
});
