import { describe, expect, it } from 'vitest';
import { link } from '../../functions/identity/link.ts';
import { mergeCustomers } from '../../functions/identity/merge.ts';
import type { Contact, Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId, readCustomer } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { customerIdFor } from '../../functions/store/keys.ts';
import { receivedAt } from '../channels/provider-samples.ts';
import { HOUR, mail, message, noon, phone, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { messengerMessage, routed, smsMessage, whatsappMessage, whatsappStatus } from './deliveries.ts';
import { ada, listed } from './suggesting.ts';

const tables = journeyTables();
const site = { provider: 'chat/web', account: 'shop.example.com' } as const;
const visitor = (value: string): Identity => ({ kind: 'visitor', scope: 'shop.example.com', value });
const crm = (value: string): Identity => ({ kind: 'crm', scope: 'crm.example.com', value });

/** How many people the identities of a table are. */
async function people(table: JourneyTable): Promise<number> {
  const identities = Object.entries(await dump(table)).filter(([key]) => key.endsWith(' IDENTITY'));
  return new Set(identities.map(([, { customerId }]) => customerId)).size;
}

async function idOf(table: JourneyTable, identity: Identity): Promise<string> {
  return (await findCustomerId(table, 'demo', identity)) ?? '';
}

async function entriesOf(table: JourneyTable, identity: Identity) {
  const page = await readJourney(table, 'demo', await idOf(table, identity), {
    limit: 100,
    order: 'oldest-first',
  });
  return page?.entries ?? [];
}

/** A chat message that claims another identity, typed and not proven. */
function claiming(id: string, identity: Identity, alsoKnownAs: Identity[], contact: Partial<Contact> = {}) {
  return message({ id, identity, ...site, contact: { assurance: 'claimed', alsoKnownAs, ...contact } });
}

describe('one person', () => {
  const userId = 'US.10000000000000000003';
  const bsuid: Identity = { kind: 'whatsapp', scope: '500000000000001', value: userId };
  const shown = { number: '14155550113', userId };

  it('on two WhatsApp numbers of ours and by SMS is one customer in one conversation', async () => {
    const table = await tables.table();
    await routed(
      table,
      await whatsappMessage('w1', 0, { number: '14155550111' }),
      await whatsappMessage('w2', 1, { number: '14155550111' }, '600000000000002'),
      await smsMessage('SM1', '+14155550111'),
    );
    const entries = await entriesOf(table, phone('0111'));
    expect(entries).toHaveLength(3);
    expect(await people(table)).toBe(1);
    expect(new Set(entries.map(({ account }) => account)).size).toBe(3);
    expect(new Set(entries.map(({ conversationId }) => conversationId)).size).toBe(1);
  });

  it('who shows no phone number is one customer from the first of six messages, and after the number came', async () => {
    const table = await tables.table();
    for (const nth of [1, 2, 3, 4, 5, 6])
      await routed(table, await whatsappMessage(`w${nth}`, nth, { userId }));
    expect(await people(table)).toBe(1);
    expect(await entriesOf(table, bsuid)).toHaveLength(6);
    await routed(table, await whatsappMessage('w7', 7, shown), await smsMessage('SM1', '+14155550113'));
    expect(await people(table)).toBe(1);
    expect(await entriesOf(table, phone('0113'))).toHaveLength(8);
  });

  it('who shows no phone number has the status of a message, which finds it by its id', async () => {
    const table = await tables.table();
    await routed(table, await whatsappMessage('w1', 1, { userId }));
    const whatsapp = { provider: 'social/whatsapp', account: '600000000000001', identity: bsuid } as const;
    await routeEvent(
      routingOf(table, receivedAt),
      message({ id: 'w2', ...whatsapp, direction: 'outbound', atMs: receivedAt - noon - HOUR / 2 }),
    );
    await routed(table, await whatsappStatus('w2', 40, userId));
    const entries = await entriesOf(table, bsuid);
    expect(entries.map(({ progress }) => progress.status)).toEqual([undefined, 'delivered']);
  });

  it.each([
    ['the id first', [{ userId }, shown, { number: shown.number }]],
    ['the number first', [{ number: shown.number }, shown, { userId }]],
    ['both first', [shown, { userId }, { number: shown.number }]],
    ['each alone, then both', [{ userId }, { number: shown.number }, shown]],
  ])('with an id and a number that one payload shows is one chat: %s', async (_, senders) => {
    const table = await tables.table();
    for (const [nth, sender] of [...senders, ...senders].entries())
      await routed(table, await whatsappMessage(`w${nth % 3}`, nth % 3, sender));
    expect(await people(table)).toBe(1);
    expect(await entriesOf(table, phone('0113'))).toHaveLength(3);
    expect(await entriesOf(table, bsuid)).toHaveLength(3);
  });

  it('with two writings of a number is reached at each as it was received', async () => {
    const table = await tables.table();
    await routed(
      table,
      await whatsappMessage('w1', 1, { number: '551187654321' }),
      await smsMessage('SM1', '+5511987654321'),
    );
    const identity = { kind: 'phone', scope: '', value: '+551187654321' } as const;
    const customer = await readCustomer(table, 'demo', await idOf(table, identity));
    const addresses = customer?.members.flatMap((member) => member.addresses.map(({ address }) => address));
    expect(addresses?.sort()).toEqual(['+5511987654321', '551187654321']);
  });
});

describe('two people', () => {
  it('with the same user id at two accounts stay two', async () => {
    const table = await tables.table();
    await routed(
      table,
      await messengerMessage('m1', 1, '400000000000011', '300000000000001'),
      await messengerMessage('m2', 2, '400000000000011', '300000000000002'),
    );
    expect(await people(table)).toBe(2);
  });

  it('who typed the same mail address on a site stay two, and nobody gets what its owner wrote', async () => {
    const table = await tables.table();
    const routing = routingOf(table, noon + HOUR);
    await routeEvent(routing, claiming('c1', visitor('v-1'), [ada]));
    await routeEvent(routing, claiming('c2', visitor('v-2'), [ada]));
    expect(await people(table)).toBe(2);
    await routeEvent(routing, mail({ id: 'mail', messageId: '<1@example.com>', identity: ada }));
    expect(await people(table)).toBe(3);
    expect(await listed(table)).toHaveLength(2);
    expect(await entriesOf(table, visitor('v-1'))).toHaveLength(1);
  });

  it('never lose an address to each other: who claims it is suggested, and it stays where it was', async () => {
    const table = await tables.table();
    const routing = routingOf(table, noon + HOUR);
    await routeEvent(routing, mail({ id: 'mail', messageId: '<1@example.com>', identity: ada }));
    const [owner, before] = [await idOf(table, ada), await entriesOf(table, ada)];
    await routeEvent(routing, claiming('sms', phone(), [ada], { assurance: 'claimed' }));
    expect(await idOf(table, ada)).toBe(owner);
    expect(await entriesOf(table, ada)).toEqual(before);
    expect(await listed(table)).toMatchObject([{ status: 'pending' }]);
  });
});

describe('after a merge', () => {
  const [first, second] = [phone('0101'), phone('0102')];

  it('of two WhatsApp contacts each message keeps its address, and our answers go where they belong', async () => {
    const table = await tables.table();
    await routed(
      table,
      await whatsappMessage('w1', 1, { number: '14155550101' }),
      await whatsappMessage('w2', 2, { number: '14155550102' }),
    );
    const [opened] = await entriesOf(table, first);
    const evidence = { brand: 'demo', reason: 'agent', by: 'tests', confidence: 1 } as const;
    await link({ table, now: noon }, { ...evidence, a: first, b: second });
    const answer = message({
      id: 'w3',
      provider: 'social/whatsapp',
      account: '600000000000001',
      identity: first,
      direction: 'outbound',
      atMs: receivedAt - noon,
    });
    await routeEvent(routingOf(table, receivedAt), answer);
    const entries = await entriesOf(table, second);
    expect(entries.map(({ contact }) => contact.address)).toEqual([
      '14155550101',
      '14155550102',
      first.value,
    ]);
    // The other one wrote later, and theirs is the latest conversation.
    expect(entries[2]?.conversationId).toBe(opened?.conversationId);
    expect(entries[1]?.conversationId).not.toBe(opened?.conversationId);
  });

  it.each([
    ['in one direction', [0, 1]],
    ['in the other', [1, 0]],
  ] as const)('the older id and the CRM ids of both are there: %s', async (_, [left, right]) => {
    const table = await tables.table();
    const routing = routingOf(table, noon + HOUR);
    for (const [nth, identity] of [first, second].entries()) {
      const contact: Partial<Contact> = { alsoKnownAs: [crm(`contact-${nth}`)], evidence: 'crm' };
      await routeEvent(routing, message({ id: `said ${nth}`, atMs: nth, identity, contact }));
    }
    const ids = [await idOf(table, first), await idOf(table, second)];
    const customers = [ids[left] ?? '', ids[right] ?? ''] as const;
    await mergeCustomers({ table, now: noon }, { brand: 'demo', customers, by: 'tests', isPreview: false });
    const merged = await readCustomer(table, 'demo', ids[1] ?? '');
    expect(merged?.customerId).toBe(customerIdFor('demo', first, 0));
    expect(merged?.members.map(({ identity }) => identity)).toEqual(
      expect.arrayContaining([first, second, crm('contact-0'), crm('contact-1')]),
    );
    expect(await people(table)).toBe(1);
  });
});
