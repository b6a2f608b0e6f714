import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from '../../functions/api/routes.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { at, HOUR, mail, message, moving, noon, phone, routingOf } from '../router/events.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const ADA = 'identity=phone%3A%2B14155550123';

let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let shop: string;
let customerId: string;
let conversationId: string;

/** Ten messages of one person in turns on SMS and WhatsApp, one of another brand, and a mail of somebody else. */
const messages = Array.from({ length: 10 }, (_, index) =>
  message({
    id: `M${index}`,
    atMs: index * MINUTE,
    ...(index % 2 === 1 && { provider: 'social/whatsapp' as const, account: '106540352242922' }),
  }),
);

const get = (target: string) => api.get(target, { token });
const customerWith = async (identity: string, by = token) => {
  const { body } = await api.get(`/v1/customers?identity=${identity}`, { token: by });
  return body.customers[0]?.customerId ?? '';
};
const idsOf = (events: RecordedEvent[]) => events.map(interactionId);
const entryIds = (body: { entries: { interactionId: string }[] }) =>
  body.entries.map((entry) => entry.interactionId);

beforeAll(async () => {
  table = await tables.table();
  api = await apiOver(table);
  [token, shop] = await Promise.all([api.tokenFor('demo'), api.tokenFor('shop')]);
  const routing = routingOf(table, noon + HOUR);
  for (const event of messages) await routeEvent(routing, event);
  await routeEvent(routing, message({ id: 'other', brand: 'shop' }));
  await routeEvent(routing, mail({ id: 'mail-1', messageId: '<1@example.com>' }));
  await routeEvent(routing, moving('M0', 5 * MINUTE, { type: 'edit', revision: 1, text: 'Edited' }));
  customerId = await customerWith('phone:%2B14155550123');
  const { body } = await get(`/v1/customers/${customerId}/journey`);
  conversationId = body.entries[0]?.conversationId ?? '';
});
afterAll(() => vi.unstubAllEnvs());

describe('customers', () => {
  it('are found by an identity, with every identity and address', async () => {
    const { status, headers, body } = await get(`/v1/customers?${ADA}`);
    expect(status).toBe(200);
    expect(headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(body).toEqual({
      customers: [
        {
          customerId: expect.stringMatching(/^cus_/),
          aliases: [],
          createdAt: at(0),
          identities: [
            {
              ...phone(),
              firstSeenAt: at(0),
              from: expect.any(String),
              addresses: [
                {
                  provider: 'sms/twilio',
                  account: '+14155550100',
                  address: '+14155550123',
                  assurance: 'asserted',
                },
                {
                  provider: 'social/whatsapp',
                  account: '106540352242922',
                  address: '+14155550123',
                  assurance: 'asserted',
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('are found however the identity is written', async () => {
    for (const identity of ['phone:+1%20(415)%20555-0123', 'phone:+14155550123', 'phone%3a%2b14155550123'])
      expect((await get(`/v1/customers?identity=${identity}`)).body.customers).toMatchObject([
        { customerId },
      ]);
    const byMail = await customerWith('email:ADA@example.com');
    expect(byMail).toMatch(/^cus_/);
    expect(byMail).not.toBe(customerId);
  });

  it('that nobody knows are an empty list', async () => {
    expect(await get('/v1/customers?identity=phone:%2B14155550199')).toMatchObject({
      status: 200,
      body: { customers: [] },
    });
  });

  it('are read by id', async () => {
    const found = await get(`/v1/customers?${ADA}`);
    expect((await get(`/v1/customers/${customerId}`)).body).toEqual(found.body.customers[0]);
  });
});

describe('a journey', () => {
  it('is everything on every channel, newest first', async () => {
    const { body } = await get(`/v1/customers/${customerId}/journey`);
    expect(entryIds(body)).toEqual(idsOf(messages).reverse());
    expect(body.cursor).toBeUndefined();
    expect(body.entries.at(-1)).toMatchObject({
      provider: 'sms/twilio',
      channel: 'sms',
      kind: 'message',
      direction: 'inbound',
      at: at(0),
      contact: { identity: phone() },
      interaction: { kind: 'message', text: 'Text of M0' },
      progress: { edits: [{ revision: 1, text: 'Edited', at: at(5 * MINUTE) }] },
    });
  });

  it.each([1, 3, 9, 10])('comes whole in pages of %i', async (limit) => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/v1/customers/${customerId}/journey?limit=${limit}${cursor}`);
      expect(body.entries.length).toBeLessThanOrEqual(limit);
      ids.push(...entryIds(body));
      cursor = body.cursor === undefined ? '' : `&cursor=${body.cursor}`;
    } while (cursor !== '');
    expect(ids).toEqual(idsOf(messages).reverse());
  });

  it('can be narrowed by channel and by time, with any offset', async () => {
    const social = await get(`/v1/customers/${customerId}/journey?channel=social`);
    expect(entryIds(social.body)).toEqual(idsOf(messages.filter((_, index) => index % 2 === 1)).reverse());
    const span = `from=2026-03-10T13:02:00%2B01:00&to=${at(5 * MINUTE)}`;
    const some = await get(`/v1/customers/${customerId}/journey?${span}`);
    expect(entryIds(some.body)).toEqual(idsOf(messages.slice(2, 5)).reverse());
  });

  it('of very large entries comes in short pages, and comes whole', async () => {
    const identity = phone('0177');
    const large = Array.from({ length: 20 }, (_, index) =>
      message({ id: `L${index}`, identity, atMs: index * 1_000, text: `${index} ${'é'.repeat(60_000)}` }),
    );
    for (const event of large) await routeEvent(routingOf(table, noon + HOUR), event);
    const path = `/v1/customers/${await customerWith('phone:%2B14155550177')}/journey?limit=100`;
    const first = await get(path);
    expect(first.body.entries.length).toBeLessThan(20);
    const ids = entryIds(first.body);
    for (let { cursor } = first.body; cursor !== undefined; ) {
      const next = await get(`${path}&cursor=${cursor}`);
      ids.push(...entryIds(next.body));
      cursor = next.body.cursor;
    }
    expect(ids).toEqual(idsOf(large).reverse());
  });
});

describe('a conversation', () => {
  it('is read with who takes part', async () => {
    expect((await get(`/v1/conversations/${conversationId}`)).body).toMatchObject({
      conversationId,
      customerId,
      openedAt: at(0),
      lastAt: at(9 * MINUTE),
      channel: 'sms',
      participants: [{ identity: phone() }],
    });
  });

  it('has its interactions on every channel, in pages', async () => {
    const path = `/v1/conversations/${conversationId}/interactions`;
    const first = await get(`${path}?limit=6`);
    const second = await get(`${path}?limit=6&cursor=${first.body.cursor}`);
    expect([...entryIds(first.body), ...entryIds(second.body)]).toEqual(idsOf(messages).reverse());
  });
});

describe('what belongs to another brand', () => {
  it('is not found, and looks the same as what does not exist', async () => {
    for (const path of [
      'customers/{}',
      'customers/{}/journey',
      'conversations/{}',
      'conversations/{}/interactions',
    ]) {
      const id = path.startsWith('customers') ? customerId : conversationId;
      const foreign = await api.get(`/v1/${path.replace('{}', id)}`, { token: shop });
      const missing = await api.get(`/v1/${path.replace('{}', 'nobody')}`, { token: shop });
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(missing);
    }
  });

  it('has its own customer for the same phone', async () => {
    const other = await customerWith('phone:%2B14155550123', shop);
    expect(other).not.toBe(customerId);
    const { body } = await api.get(`/v1/customers/${other}/journey`, { token: shop });
    expect(entryIds(body)).toEqual([interactionId(message({ id: 'other', brand: 'shop' }))]);
  });
});

describe('a cursor of somebody else', () => {
  it('is only a time: it shows what is older in the journey that is asked for, and nothing of its own', async () => {
    const { body } = await get(`/v1/customers/${customerId}/journey?limit=1`);
    const other = await customerWith('phone:%2B14155550123', shop);
    const page = await api.get(`/v1/customers/${other}/journey?cursor=${body.cursor}`, { token: shop });
    expect(page.status).toBe(200);
    const own = interactionId(message({ id: 'other', brand: 'shop' }));
    expect(entryIds(page.body).filter((id) => id !== own)).toEqual([]);
    for (const forged of ['A'.repeat(5_000), '%00', `${body.cursor}A`, body.cursor?.slice(1), '%20', '../x'])
      expect(await get(`/v1/customers/${customerId}/journey?cursor=${forged}`)).toMatchObject({
        status: 400,
      });
  });
});

describe('a request that is wrong', () => {
  it.each([
    ['/v1/customers', 'identity'],
    ['/v1/customers?identity=phone:12', 'identity'],
    ['/v1/customers?identity=email:a@example.com&identity=email:b@example.com', 'identity'],
    ['/v1/customers/{}/journey?limit=0', 'limit'],
    ['/v1/customers/{}/journey?limit=101', 'limit'],
    ['/v1/customers/{}/journey?limit=ten', 'limit'],
    ['/v1/customers/{}/journey?limit=1.5', 'limit'],
    ['/v1/customers/{}/journey?cursor=abc', 'cursor'],
    ['/v1/customers/{}/journey?channel=pigeon', 'channel'],
    ['/v1/customers/{}/journey?from=yesterday', 'from'],
    ['/v1/customers/{}/journey?to=2026-02-30T00:00:00Z', 'to'],
    ['/v1/customers/{}/journey?from=9999-12-31T23:59:59-23:59', 'from'],
    ['/v1/customers/{}/journey?to=9999-12-31T23:59:59-00:01', 'to'],
    ['/v1/customers/{}/journey?from=0000-01-01T00:00:00%2B23:59', 'from'],
    ['/v1/conversations/{}/interactions?limit=1000', 'limit'],
  ])('%s names the parameter', async (path, pointer) => {
    const { status, headers, body } = await get(path.replace('{}', customerId));
    expect(status).toBe(400);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toEqual({
      type: 'urn:throughline:problem:invalid-request',
      title: 'The request is wrong',
      status: 400,
      detail: expect.stringContaining(pointer),
      pointer: `/${pointer}`,
      requestId: 'request-1',
    });
  });

  it.each([
    ['/v1/customers/{}?Limit=1', 'Limit is no parameter of this route; it takes: none', '/Limit'],
    ['/v1/customers/{}/links?a/b=1', 'a/b is no parameter of this route; it takes: none', '/a~1b'],
    [
      '/v1/customers/{}/journey?since=2026-03-10',
      'since is no parameter of this route; it takes: limit, cursor, channel, from, to',
      '/since',
    ],
    [
      '/v1/customers/{}/journey?from=yesterday',
      'from must be a time in ISO 8601 with its offset, such as 2026-03-10T12:00:00Z',
      '/from',
    ],
    ['/v1/customers/{}/journey?limit=ten', 'limit must be a number', '/limit'],
    ['/v1/customers/{}/journey?limit=0', 'limit must be at least 1', '/limit'],
    [
      '/v1/customers',
      'identity is missing: phone:<E.164>, email:<address> or <kind>:<scope>:<value>',
      '/identity',
    ],
    ['/v1/suggestions?status=open', 'status must be one of: waiting, pending, accepted, declined', '/status'],
  ])('%s says what is wrong, in words', async (path, detail, pointer) => {
    expect(await get(path.replace('{}', customerId))).toMatchObject({
      status: 400,
      body: { detail, pointer },
    });
  });

  it('has a path that is not properly encoded, or that does not exist', async () => {
    expect(await get('/v1/customers/%E0%A4%A')).toMatchObject({ status: 400 });
    for (const path of ['/v1', '/v1/customer', '/v1/customers/', `/v1/customers/${customerId}/journey/x`])
      expect(await get(path)).toMatchObject({
        status: 404,
        body: { type: 'urn:throughline:problem:unknown-path', title: 'The API has no such path' },
      });
  });

  it('uses a method that is not allowed', async () => {
    for (const path of [`/v1/customers/${customerId}`, '/v1/openapi.json']) {
      const { status, headers, body } = await api.get(path, { token, method: 'DELETE' });
      expect(status).toBe(405);
      expect(headers.allow).toBe('GET');
      expect(body.type).toBe('urn:throughline:problem:method-not-allowed');
      expect(body.detail).toBe('This path takes GET');
    }
  });
});

describe('a caller without a valid token', () => {
  it.each([
    ['no token', {}, 'Bearer realm="throughline"'],
    ['an unknown token', { token: 'tl_unknown' }, 'Bearer realm="throughline", error="invalid_token"'],
    [
      'another scheme',
      { headers: { authorization: 'Basic dXNlcjpwYXNz' } },
      'Bearer realm="throughline", error="invalid_token"',
    ],
    ['an empty token', { headers: { authorization: 'Bearer ' } }, expect.stringContaining('invalid_token')],
  ])('is refused everything: %s', async (_what, options, challenge) => {
    for (const { path } of [...routes, { path: '/v1/anything' }]) {
      const { status, headers, body } = await api.get(path.replace('{id}', customerId), options);
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toEqual(challenge);
      expect(body).toMatchObject({ type: 'urn:throughline:problem:unauthorized', requestId: 'request-1' });
      expect(JSON.stringify(body)).not.toContain('tl_unknown');
    }
  });

  it('may read the description of the API', async () => {
    expect(await api.get('/v1/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
  });
});
