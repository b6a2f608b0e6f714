import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { HOUR, message, noon, phone, routingOf } from '../router/events.ts';
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

const get = (target: string, by = token) => api.get(target, { token: by });
const note = (body: unknown, by = token, id = customerId) =>
  api.post(`/v1/customers/${id}/facts`, body, { token: by });

beforeAll(async () => {
  table = await tables.table();
  api = await apiOver(table);
  [token, shop] = await Promise.all([api.tokenFor('demo', 'crm'), api.tokenFor('shop')]);
  const told = [
    message({ id: 'SM1', text: 'My order number is 4711-0815 and I am very disappointed' }),
    message({ id: 'SM2', atMs: MINUTE, direction: 'outbound', text: 'What is your order number?' }),
    message({
      id: 'wamid.1',
      atMs: 2 * MINUTE,
      provider: 'social/whatsapp',
      account: '106540352242922',
      text: 'I told you.',
    }),
  ];
  for (const event of told) await routeEvent(routingOf(table, noon + HOUR), event);
  const { body } = await get(`/v1/customers?${ADA}`);
  customerId = body.customers[0]?.customerId ?? '';
  const page = await get(`/v1/customers/${customerId}/journey`);
  conversationId = page.body.entries[0]?.conversationId ?? '';
});
afterAll(() => vi.unstubAllEnvs());

describe('GET /v1/customers/{id}/context', () => {
  it('answers the card of the customer, and of nobody else', async () => {
    const { status, body } = await get(`/v1/customers/${customerId}/context`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      level: 'full',
      customerId,
      identities: [{ kind: 'phone', value: phone().value }],
      conversations: [{ conversationId, why: 'My order number is 4711-0815 and I am very disappointed' }],
    });
    expect((await get('/v1/customers/cus_unknown/context')).status).toBe(404);
    expect((await get(`/v1/customers/${customerId}/context`, shop)).status).toBe(404);
  });

  it('answers the same as attributes for a contact flow', async () => {
    const { status, body } = await get(`/v1/customers/${customerId}/context/attributes`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ known: 'true', customerId, factOrderNumber: '4711-0815' });
    expect(Object.values(body).every((value) => typeof value === 'string')).toBe(true);
  });
});

describe('GET /v1/context', () => {
  it('takes whoever shows an identity at their word only as far as the caller vouches for it', async () => {
    const greeting = { level: 'greeting', isKnown: true };
    expect((await get(`/v1/context?${ADA}`)).body).toEqual(greeting);
    expect((await get(`/v1/context?${ADA}&assurance=claimed`)).body).toEqual(greeting);
    expect((await get(`/v1/context?${ADA}&assurance=asserted`)).body).toMatchObject({
      level: 'full',
      customerId,
    });
    expect((await get(`/v1/context?${ADA}&assurance=verified`, shop)).body).toEqual({
      level: 'greeting',
      isKnown: false,
    });
  });

  it('answers an IVR with a flat map, also for a stranger', async () => {
    const { body } = await get('/v1/context/attributes?identity=phone%3A%2B14155550199&assurance=verified');
    expect(body).toEqual({ level: 'greeting', known: 'false' });
  });

  it('refuses an assurance there is not', async () => {
    const { status, body } = await get(`/v1/context?${ADA}&assurance=certain`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ pointer: '/assurance' });
  });
});

describe('GET /v1/conversations/{id}/measures', () => {
  it('tells the switches, and that we asked for what we had been told', async () => {
    const { status, body } = await get(`/v1/conversations/${conversationId}/measures`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      isWhole: true,
      channelSwitches: { count: 1, switches: [{ from: 'sms', to: 'social' }] },
      hadToRepeat: { count: 1, questions: [{ fact: 'order-number' }] },
      repeatContacts: { count: 0 },
      firstContactResolved: true,
    });
    expect((await get('/v1/conversations/cnv_unknown/measures')).status).toBe(404);
    expect((await get(`/v1/conversations/${conversationId}/measures`, shop)).status).toBe(404);
  });
});

describe('POST /v1/customers/{id}/facts', () => {
  it('notes what the CRM knows, with who said so, and the card shows it', async () => {
    const at = '2026-03-10T12:30:00Z';
    const { status, body } = await note({
      name: 'loyalty-level',
      value: 'gold',
      source: 'loyalty program',
      at,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'loyalty-level',
      value: 'gold',
      at: '2026-03-10T12:30:00.000Z',
      source: { kind: 'api', by: 'crm', note: 'loyalty program' },
    });
    const card = await get(`/v1/customers/${customerId}/context`);
    expect(card.body.facts).toContainEqual(expect.objectContaining({ name: 'loyalty-level', value: 'gold' }));
  });

  it('is the same again, and an older value never takes the place of a newer one', async () => {
    const newer = { name: 'plan', value: 'large', at: '2026-03-02T00:00:00Z' };
    const first = await note(newer);
    expect((await note(newer)).body).toEqual(first.body);
    expect((await note({ ...newer, value: 'small', at: '2026-03-01T00:00:00Z' })).body).toMatchObject({
      value: 'large',
      since: '2026-03-01T00:00:00.000Z',
      earlier: [{ value: 'small' }],
    });
  });

  it('sets tags, consent and the preferred channel, to what those can be', async () => {
    for (const [name, value] of [
      ['tag-vip', 'yes'],
      ['preferred-channel', 'sms'],
      ['consent-email', 'withdrawn'],
    ])
      expect((await note({ name, value })).status).toBe(200);
    const { body } = await get(`/v1/customers/${customerId}/context`);
    expect(body).toMatchObject({ tags: ['vip'], preferredChannel: { channel: 'sms', why: 'declared' } });
    expect(body.consents).toMatchObject([{ channel: 'email', consent: 'withdrawn' }]);
    for (const [name, value] of [
      ['tag-vip', 'maybe'],
      ['preferred-channel', 'pigeon'],
      ['consent-email', 'yes'],
    ]) {
      const refused = await note({ name, value });
      expect([refused.status, refused.body.pointer]).toEqual([400, '/value']);
    }
  });

  it('refuses what is no fact, and changes nothing of unknown customers or other brands', async () => {
    expect((await note({ name: 'No Name', value: 'x' })).status).toBe(400);
    expect((await note({ name: 'x', value: '' })).status).toBe(400);
    expect((await note({ name: 'x', value: 'y', more: 1 })).status).toBe(400);
    expect((await note({ name: 'x', value: 'y' }, token, 'cus_unknown')).status).toBe(404);
    expect((await note({ name: 'x', value: 'y' }, shop)).status).toBe(404);
  });
});
