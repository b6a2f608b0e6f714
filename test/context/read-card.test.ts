import { beforeAll, describe, expect, it } from 'vitest';
import type { FullCard } from '../../functions/context/card.ts';
import { cardAttributes } from '../../functions/context/card-attributes.ts';
import { type CardReading, readCard, readCardOf } from '../../functions/context/read-card.ts';
import { link } from '../../functions/identity/link.ts';
import { revoke } from '../../functions/identity/revoke.ts';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { customerIdFor } from '../../functions/store/keys.ts';
import { at, emailOf, HOUR, mail, message, moving, noon, phone, routingOf } from '../router/events.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { inWaves } from './waves.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const ada = phone();
const adasMail = emailOf('ada');
const visitor: Identity = { kind: 'visitor', scope: 'shop.example.com', value: 'v-1' };

/** An event about an identity that comes through the API. */
function told(
  id: string,
  atMs: number,
  identity: Identity,
  rest:
    | { kind: 'visit'; name: string; cartId?: string }
    | { kind: 'purchase'; orderId: string; state: 'paid' },
): RecordedEvent {
  const base = message({ id, atMs, provider: 'commerce/shop', account: 'shop', identity });
  const { contact, direction } = base.interaction;
  return { ...base, interaction: { ...rest, direction, contact } };
}

const story = [
  told('v1', -3 * HOUR, visitor, { kind: 'visit', name: 'cart', cartId: 'c-77' }),
  message({ id: 'SM1', atMs: -2 * HOUR, text: 'My order 4711-0815 is late, this is terrible!' }),
  message({ id: 'SM2', atMs: -2 * HOUR + MINUTE, direction: 'outbound', text: 'We are looking into it.' }),
  message({
    id: 'wamid.1',
    atMs: -HOUR,
    provider: 'social/whatsapp',
    account: '106540352242922',
    text: 'Any news?',
    contact: { displayName: 'Ada Lovelace' },
  }),
  told('o1', -HOUR, ada, { kind: 'purchase', orderId: 'A-100', state: 'paid' }),
  mail({ id: 'ses-1', atMs: -30 * MINUTE, messageId: '<1@example.com>', text: 'I prefer email. Thank you!' }),
];

let table: JourneyTable;
let customerId: string;
let merged: { linkId: string };
const reading = (own = table, context = defaultSettings.context): CardReading => ({
  table: own,
  settings: context,
  now: noon,
});

async function cardOf(id: string): Promise<FullCard> {
  const card = await readCard(reading(), 'demo', id);
  if (card === undefined) throw new Error('there is such a customer');
  return card;
}

beforeAll(async () => {
  table = await tables.table();
  for (const event of story) await routeEvent(routingOf(table), event);
  await routeEvent(
    routingOf(table),
    message({ id: 'SM9', brand: 'shop', text: 'My customer number is 5511', atMs: -HOUR }),
  );
  await routeEvent(routingOf(table), moving('SM2', -HOUR, { type: 'receipt', status: 'delivered' }));
  const evidence = { brand: 'demo', by: 'test', confidence: 1 };
  merged = await link({ table, now: noon }, { ...evidence, a: ada, b: adasMail, reason: 'agent' });
  await link({ table, now: noon }, { ...evidence, a: ada, b: visitor, reason: 'cart' });
  customerId = (await findCustomerId(table, 'demo', ada)) ?? '';
});

describe('the card of a customer', () => {
  it('tells who they are, by every identity, and where we may write', async () => {
    const { displayName, firstName, identities } = await cardOf(customerId);
    expect({ displayName, firstName }).toEqual({ displayName: 'Ada Lovelace', firstName: 'Ada' });
    expect(identities.map(({ kind }) => kind).sort()).toEqual(['email', 'phone', 'visitor']);
    const windows = identities.flatMap(({ addresses }) =>
      addresses.map(({ provider, replyWindow }) => [provider, replyWindow]),
    );
    expect(Object.fromEntries(windows)).toMatchObject({
      'social/whatsapp': { state: 'open', until: at(23 * HOUR) },
      'sms/twilio': { state: 'open' },
      'email/ses': { state: 'open' },
    });
  });

  it('tells why they are here, in their own words', async () => {
    const { conversations } = await cardOf(customerId);
    const begun = conversations.find(({ channel }) => channel === 'sms');
    expect(begun).toMatchObject({
      status: 'open',
      why: 'My order 4711-0815 is late, this is terrible!',
      lastAt: at(-HOUR),
    });
  });

  it('tells the last turns over all channels, newest first, and how each sounds', async () => {
    const { turns, mood } = await cardOf(customerId);
    expect(turns.map(({ channel, direction }) => `${channel} ${direction}`)).toEqual([
      'email inbound',
      'social inbound',
      'sms outbound',
      'sms inbound',
    ]);
    expect(turns[2]).toMatchObject({ text: 'We are looking into it.', status: 'delivered' });
    expect(turns[3]?.mood).toBeLessThan(0);
    expect(mood).toMatchObject({ turns: 3, label: 'neutral', lastAt: at(-30 * MINUTE) });
  });

  it('tells orders, visits and the cart', async () => {
    const { orders, visits, cart } = await cardOf(customerId);
    expect(orders).toMatchObject([{ orderId: 'A-100', state: 'paid', at: at(-HOUR) }]);
    expect(visits).toMatchObject([{ name: 'cart', cartId: 'c-77' }]);
    expect(cart).toMatchObject({ cartId: 'c-77' });
  });

  it('tells facts with their source and age, of all identities', async () => {
    const { facts, preferredChannel } = await cardOf(customerId);
    const order = facts.find(({ name }) => name === 'order-number');
    expect(order).toMatchObject({
      value: 'A-100',
      since: at(-2 * HOUR),
      ageDays: 0,
      source: { kind: 'purchase', interactionId: 'demo:commerce/shop:shop:o1' },
      earlier: [{ value: '4711-0815', source: { kind: 'said', channel: 'sms' } }],
    });
    expect(preferredChannel).toMatchObject({ channel: 'email', why: 'declared' });
    expect(facts.map(({ name }) => name)).not.toContain('customer-number');
  });

  it('is of this brand alone, and of nobody who does not exist', async () => {
    expect(await readCard(reading(), 'shop', customerId)).not.toMatchObject({ displayName: 'Ada Lovelace' });
    expect(await readCard(reading(), 'demo', 'cus_unknown')).toBeUndefined();
  });
});

describe('the card for who shows an identity', () => {
  it('is full when they proved it', async () => {
    for (const assurance of ['verified', 'asserted'] as const)
      expect(await readCardOf(reading(), 'demo', ada, assurance)).toEqual(await cardOf(customerId));
  });

  it('carries no turns, facts, orders and no name when they only claim it', async () => {
    const card = await readCardOf(reading(), 'demo', ada, 'claimed');
    expect(card).toEqual({ level: 'greeting', isKnown: true });
    expect(cardAttributes(card)).toEqual({ level: 'greeting', known: 'true' });
  });

  it('greets by the first name where the brand wants it so, and by nothing more', async () => {
    const friendly = reading(table, { ...defaultSettings.context, greetByName: true });
    const card = await readCardOf(friendly, 'demo', ada, 'claimed');
    expect(card).toEqual({ level: 'greeting', isKnown: true, firstName: 'Ada' });
  });

  it('is never full for a mail address that proved nothing', async () => {
    const unproven: Identity = { ...adasMail, scope: 'unverified' };
    await routeEvent(
      routingOf(table),
      mail({ id: 'ses-2', messageId: '<2@example.com>', identity: unproven, atMs: -MINUTE }),
    );
    expect(await readCardOf(reading(), 'demo', unproven, 'verified')).toMatchObject({ level: 'greeting' });
  });

  it('tells of a stranger that nobody knows them', async () => {
    expect(await readCardOf(reading(), 'demo', phone('0199'), 'verified')).toEqual({
      level: 'greeting',
      isKnown: false,
    });
  });
});

describe('the round trips of a card', () => {
  const tripsOf = async (read: (own: CardReading) => Promise<unknown>) => {
    const { table: own, waves } = await inWaves(table);
    expect(await read(reading(own))).toMatchObject({ customerId });
    return waves();
  };

  it('are two for a customer, three for an id that was merged away, also for one that was so twice over', async () => {
    const tripsTo = (identity: Identity) =>
      tripsOf((own) => readCard(own, 'demo', customerIdFor('demo', identity, 0)));
    expect(await tripsTo(visitor)).toBe(2);
    expect(await tripsTo(ada)).toBe(3);
    expect(await tripsTo(adasMail)).toBe(3);
  });

  it('are at most three for any identity', async () => {
    const trips = await Promise.all(
      [ada, adasMail, visitor].map((identity) =>
        tripsOf((own) => readCardOf(own, 'demo', identity, 'verified')),
      ),
    );
    expect(trips.sort()).toEqual([2, 3, 3]);
  });
});

describe('after a merge is undone', () => {
  it('each card holds what its own identities brought, and nothing of the other', async () => {
    await revoke({ table, now: noon }, { brand: 'demo', linkIds: [merged.linkId], by: 'test' });
    const [mine, mails] = await Promise.all(
      [ada, adasMail].map(async (identity) => cardOf((await findCustomerId(table, 'demo', identity)) ?? '')),
    );
    expect(mine?.turns.map(({ channel }) => channel)).not.toContain('email');
    expect(mine?.facts.map(({ name }) => name)).not.toContain('preferred-channel');
    expect(mails?.turns.map(({ channel }) => channel)).toEqual(['email']);
    expect(mails?.facts.map(({ name }) => name)).toEqual(['preferred-channel']);
    expect(mails?.orders).toEqual([]);
  });
});
