import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { link } from '../../functions/identity/link.ts';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { type LocalAws, startLocalAws } from '../intake/local-aws.ts';
import { HOUR, message, noon, phone as phoneOf, routingOf } from '../router/events.ts';
import { tableInput } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

let aws: LocalAws;
let api: Awaited<ReturnType<typeof apiOver>>;
let table: JourneyTable;
let token: string;
/** The queue remembers ids for five minutes: every test has its own. */
let run = 0;
const own = (id: string) => `${run}-${id}`;

const phone = { kind: 'phone', scope: '', value: '+14155550123' } as const;
const visitor = { kind: 'visitor', scope: 'shop.example.com', value: 'v-1' } as const;

function eventOf(id: string, interaction: object, more: object = {}) {
  return {
    type: 'recorded',
    provider: 'chat/site',
    account: 'shop',
    providerInteractionId: own(id),
    interaction,
    ...more,
  };
}

function chat(id: string, text = 'Is the blue one in stock?', more: object = {}) {
  const contact = { identity: visitor, assurance: 'claimed' };
  return eventOf(id, { kind: 'message', direction: 'inbound', contact, text, ...more });
}

/** Our answer by SMS, as the CRM sent it. */
function answer(id: string, text = 'It is.', more: object = {}) {
  const contact = { identity: phone, assurance: 'asserted' };
  const interaction = { kind: 'message', direction: 'outbound', contact, text };
  return eventOf(id, interaction, { provider: 'sms/twilio', account: '+14155550100', ...more });
}

const post = (body: unknown) => api.post('/v1/events', body, { token });
const queued = () => aws.queued();
const interactionsOf = (events: InteractionEvent[]) =>
  events.map((event) => (event.type === 'recorded' ? event.interaction : undefined));

beforeAll(async () => {
  aws = await startLocalAws();
  const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'TESTS', secretAccessKey: 'tests' },
  });
  table = { client, tableName: 'journey' };
  await client.send(new CreateTableCommand(tableInput(table.tableName)));
  api = await apiOver(table, { endpoint, queueUrl: process.env.ROUTING_QUEUE_URL ?? '' });
  token = await api.tokenFor('demo', 'Shop system');
});
beforeEach(async () => {
  run += 1;
  await aws.reset();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

describe('an event', () => {
  it('is on the queue when it is accepted, with the brand of the token and the time it came', async () => {
    const before = Date.now();
    const { status, body } = await post(chat('c-1'));
    expect({ status, body }).toEqual({
      status: 202,
      body: { events: [{ type: 'recorded', interactionId: `demo:chat/site:shop:${own('c-1')}` }] },
    });
    const [event] = await queued();
    expect(event).toMatchObject({ version: 1, brand: 'demo', provider: 'chat/site', type: 'recorded' });
    expect(Date.parse(event?.receivedAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(event?.at).toBe(event?.receivedAt);
    expect(interactionsOf([event as InteractionEvent])).toMatchObject([
      { contact: { identity: visitor, address: 'v-1', assurance: 'claimed' } },
    ]);
  });

  it('has its own time, in any offset, and never more than five minutes ahead', async () => {
    await post({ ...chat('c-1'), at: '2026-03-10T13:00:00+01:00' });
    await post({ ...chat('c-2'), at: '2999-01-01T00:00:00Z' });
    const [past, ahead] = await queued();
    expect(past?.at).toBe('2026-03-10T12:00:00.000Z');
    expect(Date.parse(ahead?.at ?? '') - Date.parse(ahead?.receivedAt ?? '')).toBe(5 * 60_000);
  });

  it('comes with up to 24 others, in their order', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `c-${index}`);
    const { status, body } = await post({ events: ids.map((id) => chat(id)) });
    expect(status).toBe(202);
    expect(body.events).toEqual(
      ids.map((id) => ({ type: 'recorded', interactionId: `demo:chat/site:shop:${own(id)}` })),
    );
    expect((await queued()).map(({ providerInteractionId }) => providerInteractionId)).toEqual(ids.map(own));
    expect(await post({ events: [...ids, 'c-25'].map((id) => chat(id)) })).toMatchObject({
      status: 400,
      body: { pointer: '/events' },
    });
  });

  it('sent twice is queued once', async () => {
    const [first, second] = [await post(chat('c-1')), await post(chat('c-1'))];
    expect(second).toEqual(first);
    expect(await queued()).toHaveLength(1);
  });

  it('has its identities in the form in which they are stored', async () => {
    const contact = {
      identity: { kind: 'email', value: 'Ada@Example.com' },
      assurance: 'verified',
      alsoKnownAs: [{ kind: 'phone', value: '+1 (415) 555-0123' }],
      evidence: 'order',
    };
    await post(eventOf('o-1', { kind: 'purchase', orderId: '4711', state: 'paid', contact }));
    expect(interactionsOf(await queued())).toMatchObject([
      {
        direction: 'inbound',
        contact: {
          identity: { kind: 'email', scope: '', value: 'ada@example.com' },
          address: 'ada@example.com',
          alsoKnownAs: [phone],
          evidence: 'order',
        },
      },
    ]);
  });

  it('never carries a card number to the queue', async () => {
    const card = '4111 1111 1111 1111';
    const url = `https://shop.example.com/pay?card=${card.replaceAll(' ', '+')}`;
    const contact = { identity: visitor, assurance: 'claimed', displayName: card };
    await post({
      events: [
        chat('c-1', `Take it from ${card}`),
        answer('s-1', card),
        eventOf('v-1', { kind: 'visit', name: 'page', url, title: card, contact }),
        eventOf('n-1', { kind: 'note', text: card, author: card, contact }),
        { ...chat('c-1'), type: 'edit', interaction: undefined, revision: 1, text: card },
      ],
    });
    const events = await queued();
    expect(events).toHaveLength(5);
    expect(JSON.stringify(events).replaceAll('+', ' ')).not.toContain(card);
    expect(JSON.stringify(events).match(/\[card removed\]/g)?.length).toBeGreaterThanOrEqual(7);
  });

  it('a note is of its author, or of whoever sent it', async () => {
    const contact = { identity: phone, assurance: 'asserted' };
    await post(eventOf('n-1', { kind: 'note', text: 'Calls back', contact }));
    await post(eventOf('n-2', { kind: 'note', text: 'Called back', author: 'Grace', contact }));
    expect(interactionsOf(await queued())).toMatchObject([
      { author: 'Shop system', direction: 'outbound' },
      { author: 'Grace' },
    ]);
  });
});

describe('a provider that signs its deliveries', () => {
  it('takes what we send, and what became of it', async () => {
    const mail = { messageId: '<1@demo.example.com>', inReplyTo: ['<a@example.com>'] };
    const contact = { identity: { kind: 'email', value: 'ada@example.com' }, assurance: 'verified' };
    const reply = { kind: 'message', direction: 'outbound', contact, text: 'Here it is', mail };
    const ses = { provider: 'email/ses', account: 'help@demo.example.com' };
    const receipt = { type: 'receipt', status: 'delivered' };
    const { status } = await post({
      events: [
        eventOf('m-1', reply, ses),
        answer('s-1'),
        { ...answer('s-1'), ...receipt, interaction: undefined },
      ],
    });
    expect(status).toBe(202);
    expect(await queued()).toMatchObject([
      { interaction: { mail: { ...mail, references: [] } } },
      { type: 'recorded' },
      { type: 'receipt', status: 'delivered' },
    ]);
  });

  it.each([
    ['a message', { interaction: { ...chat('x').interaction, direction: 'inbound' } }],
    ['an edit', { type: 'edit', revision: 1, text: 'No', interaction: undefined }],
    ['a deletion', { type: 'deletion', interaction: undefined }],
    ['a reaction', { type: 'reaction', direction: 'inbound', emoji: '👍', interaction: undefined }],
    [
      'a watermark',
      {
        type: 'watermark',
        status: 'read',
        upTo: '2026-03-10T12:00:00.000Z',
        identity: phone,
        interaction: undefined,
      },
    ],
    ['a call', { type: 'call-progress', state: 'answered', interaction: undefined }],
  ])('does not take %s of the customer without its signature', async (_what, change) => {
    expect(await post({ events: [chat('c-1'), { ...answer('s-1'), ...change }] })).toMatchObject({
      status: 400,
      body: { pointer: '/events/1/provider' },
    });
    expect(await queued()).toEqual([]);
  });
});

describe('an event that is wrong', () => {
  it.each([
    [{ ...chat('c-1'), type: 'rumour' }, '/type'],
    [{ ...chat('c-1'), provider: 'chat' }, '/provider'],
    [{ ...chat('c-1'), provider: 'fax/desk' }, '/provider'],
    [{ ...chat('c-1'), providerInteractionId: '' }, '/providerInteractionId'],
    [{ ...chat('c-1'), at: 'yesterday' }, '/at'],
    [{ ...chat('c-1'), brand: 'shop' }, '/brand'],
    [{ ...chat('c-1'), receivedAt: '2026-03-10T12:00:00.000Z' }, '/receivedAt'],
    [{ ...chat('c-1'), version: 2 }, '/version'],
    [
      chat('c-1', 'a', { fullContent: { bucket: 'b', key: 'k', sha256: '', sizeBytes: 1 } }),
      '/interaction/fullContent',
    ],
    [chat('c-1', 'a', { mail: { raw: { bucket: 'b', key: 'k' } } }), '/interaction/mail/raw'],
    [chat('c-1', 'a', { media: [{ type: 'image', colour: 1 }] }), '/interaction/media/0/colour'],
    [chat('c-1', 'a', { kind: 'telepathy' }), '/interaction/kind'],
    [
      chat('c-1', 'a', { contact: { identity: { kind: 'phone', value: '5550123' }, assurance: 'claimed' } }),
      '/interaction/contact/identity',
    ],
    [
      chat('c-1', 'a', { contact: { identity: { kind: 'visitor', value: 'v' }, assurance: 'claimed' } }),
      '/interaction/contact/identity',
    ],
    [chat('c-1', 'a', { contact: { identity: phone } }), '/interaction/contact/assurance'],
    [
      eventOf('n-1', {
        kind: 'note',
        direction: 'inbound',
        text: 'a',
        contact: { identity: phone, assurance: 'claimed' },
      }),
      '/interaction/direction',
    ],
    [
      {
        ...chat('x'),
        type: 'call-progress',
        interaction: undefined,
        state: 'answered',
        outcome: 'Call Ada!',
      },
      '/outcome',
    ],
  ])('%j is refused, with a pointer, alone or among others', async (event, pointer) => {
    expect(await post(event)).toMatchObject({ status: 400, body: { pointer } });
    expect(await post({ events: [chat('c-1'), event] })).toMatchObject({
      status: 400,
      body: { pointer: `/events/1${pointer}` },
    });
    expect(await queued()).toEqual([]);
  });

  it.each([
    [
      { ...chat('c-1'), provider: 'fax/desk' },
      'provider must be <channel>/<name>, such as chat/site; channels are email, sms, social, voice, chat, place, commerce',
    ],
    [[chat('c-1')], 'Send a list of events as {"events": […]}'],
    [{}, 'The body needs events or type'],
    [
      chat('c-1', 'a', { contact: { identity: phone } }),
      'interaction.contact.assurance is missing: it must be one of: verified, asserted, claimed',
    ],
    [
      { events: [{ ...chat('c-1'), at: 'now' }] },
      /^events\[0\]\.at must be a time in ISO 8601 .*such as 2026/,
    ],
    [chat('c-1', 'a', { kind: 'fax' }), /^interaction\.kind must be one of: message, postback, .*other$/],
    [chat('c-1', 'a', { colour: 1 }), 'interaction.colour is no field that this route knows'],
  ])('%j is refused in words', async (event, detail) => {
    const { body } = await post(event);
    expect(body.detail).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail));
  });

  it('is too large: one of 64 KB, a request of 256 KB', async () => {
    const large = await post({ events: [chat('c-1'), chat('c-2', 'é'.repeat(33_000))] });
    expect(large).toMatchObject({ status: 413, body: { detail: expect.stringContaining('/events/1') } });
    expect(
      await post({ events: Array.from({ length: 5 }, () => chat('c-1', 'x'.repeat(60_000))) }),
    ).toMatchObject({
      status: 413,
    });
    expect(await queued()).toEqual([]);
  });

  it('is kept under a customer that this brand does not have', async () => {
    const contact = { identity: { kind: 'customer', value: 'cus_nobody' }, assurance: 'verified' };
    expect(await post(eventOf('n-1', { kind: 'note', text: 'Vip', contact }))).toMatchObject({
      status: 400,
      body: { pointer: '/interaction/contact/identity/value' },
    });
  });
});

describe('a queue that refuses', () => {
  it('a part of a request makes it fail as a whole; sent again, all is there once', async () => {
    aws.interfere(({ action }) =>
      action === 'SendMessageBatch' ? { kind: 'refuseEntries', indexes: [1] } : undefined,
    );
    const request = { events: [chat('c-1'), chat('c-2'), chat('c-3')] };
    const refused = await post(request);
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    aws.interfere(undefined);
    expect(await post(request)).toMatchObject({ status: 202 });
    const ids = (await queued()).map(({ providerInteractionId }) => providerInteractionId);
    expect(ids.sort()).toEqual(['c-1', 'c-2', 'c-3'].map(own));
  });

  it('is told as busy when it cannot be reached', async () => {
    aws.interfere(({ service }) =>
      service === 'sqs'
        ? { kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'no' }
        : undefined,
    );
    expect(await post(chat('c-1'))).toMatchObject({ status: 503 });
  });
});

describe('what was accepted', () => {
  const minute = (minutes: number) => new Date(noon + minutes * 60_000).toISOString();
  const contact = { identity: visitor, assurance: 'asserted' };

  async function journeyOf(identity: string) {
    for (const event of await queued()) await routeEvent(routingOf(table, noon + HOUR), event);
    const found = await api.get(`/v1/customers?identity=${encodeURIComponent(identity)}`, { token });
    const id = found.body.customers[0]?.customerId;
    return { id, ...(await api.get(`/v1/customers/${id}/journey`, { token })).body };
  }

  it('becomes a journey: a visit, a chat, a call with what was said, co-browsing with its outcome, a purchase', async () => {
    const callId = `demo:voice/desk:desk:${own('call')}`;
    const desk = { provider: 'voice/desk', account: 'desk' };
    const shop = { provider: 'commerce/shop', account: 'shop' };
    const of = (id: string, at: number, more: object) => ({ ...eventOf(id, {}, more), at: minute(at) });
    const items = [{ productId: 'kettle-blue', title: 'Kettle', quantity: 1, price: 40 }];
    const session = { kind: 'call', direction: 'outbound', medium: 'co-browse', contact };
    const moved = { type: 'call-progress', interaction: undefined };
    const events = [
      of('v', 0, { ...shop, interaction: { kind: 'visit', name: 'cart', cartId: 'cart-1', items, contact } }),
      { ...chat('c'), at: minute(1) },
      of('b', 2, { interaction: session }),
      of('b', 3, { ...moved, state: 'answered' }),
      of('b', 5, { ...moved, state: 'completed', durationSeconds: 120, outcome: 'item-chosen' }),
      of('call', 6, { ...desk, interaction: { kind: 'call', direction: 'outbound', contact } }),
      of('t-1', 7, { ...desk, interaction: { ...chat('x').interaction, duringCall: callId } }),
      of('p', 9, {
        ...shop,
        interaction: {
          kind: 'purchase',
          orderId: '4711',
          state: 'paid',
          total: 40,
          currency: 'EUR',
          contact,
        },
      }),
    ];
    expect(await post({ events })).toMatchObject({ status: 202 });
    const { entries } = await journeyOf('visitor:shop.example.com:v-1');
    expect(entries.toReversed()).toMatchObject([
      { channel: 'commerce', kind: 'visit', interaction: { name: 'cart', cartId: 'cart-1', items } },
      { channel: 'chat', kind: 'message', at: minute(1) },
      {
        kind: 'call',
        interaction: { medium: 'co-browse' },
        progress: { call: { state: 'completed', durationSeconds: 120, outcome: 'item-chosen' } },
      },
      { interactionId: callId, channel: 'voice', kind: 'call', direction: 'outbound' },
      { channel: 'voice', kind: 'message', interaction: { duringCall: callId } },
      { channel: 'commerce', kind: 'purchase', interaction: { orderId: '4711', total: 40 } },
    ]);
    expect(new Set(entries.map(({ conversationId }) => conversationId)).size).toBe(1);
  });

  it('of somebody without an address is kept under the customer, and shown among the rest', async () => {
    await post(answer('s-1'));
    const { id } = await journeyOf('phone:+14155550123');
    const known = { identity: { kind: 'customer', value: id }, assurance: 'verified' };
    expect(await post(eventOf('n-1', { kind: 'note', text: 'Likes blue', contact: known }))).toMatchObject({
      status: 202,
    });
    const { entries } = await journeyOf('phone:+14155550123');
    expect(entries).toMatchObject([
      { kind: 'note', interaction: { text: 'Likes blue', author: 'Shop system' } },
      { kind: 'message' },
    ]);
  });

  it('of a customer who was merged is kept under the one it is now', async () => {
    const people = [phoneOf('0171'), phoneOf('0172')] as const;
    for (const [index, identity] of people.entries())
      await routeEvent(routingOf(table), message({ id: own(`m-${index}`), identity, atMs: index }));
    const ids: unknown[] = [];
    for (const { value } of people) ids.push((await journeyOf(`phone:${value}`)).id);
    const evidence = { brand: 'demo', reason: 'agent', by: 'tests', confidence: 1, linkId: 'lnk-1' } as const;
    const [a, b] = people;
    const { customerId } = await link({ table, now: noon }, { ...evidence, a, b });
    expect(ids).toContain(customerId);
    for (const [index, value] of ids.entries()) {
      const known = { identity: { kind: 'customer', value }, assurance: 'verified' };
      await post(eventOf(`n-${index}`, { kind: 'note', text: 'Vip', contact: known }));
    }
    const kept = interactionsOf(await queued()).map((interaction) => interaction?.contact.identity.value);
    expect(new Set(ids).size).toBe(2);
    expect(kept).toEqual([customerId, customerId]);
  });
});
