import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { conversationIdFor } from '../../functions/store/keys.ts';
import { HOUR, mail, message, noon, phone, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const first = message({ id: 'first' });
const second = message({ id: 'second', atMs: 60_000 });

let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let shop: string;
let ada: string;
let ben: string;

const idOf = async (identity: string) => {
  const { body } = await api.get(`/v1/customers?identity=${identity}`, { token });
  return body.customers[0]?.customerId ?? '';
};
const post = (path: string, body: unknown) => api.post(path, body, { token });
const told = async (id: string) => {
  const { body } = await api.get(`/v1/customers/${id}/journey`, { token });
  return body.entries.map((entry) => entry.interactionId.split(':').at(-1));
};

beforeEach(async () => {
  table = await tables.table();
  api = await apiOver(table);
  [token, shop] = await Promise.all([api.tokenFor('demo'), api.tokenFor('shop')]);
  const routing = routingOf(table, noon + HOUR);
  for (const event of [first, second, mail({ id: 'mail-1', messageId: '<1@example.com>' })])
    await routeEvent(routing, event);
  ada = await idOf('phone:%2B14155550123');
  ben = await idOf('email:ada@example.com');
});
afterAll(() => vi.unstubAllEnvs());

describe('what is of another person', () => {
  it('is given to them, one interaction at its place, and says who decided', async () => {
    const asked = { interactionId: interactionId(second), customerId: ben, why: 'Her phone, his words' };
    expect((await post('/v1/reassignments', asked)).body).toEqual({ customerId: ben, moved: 1 });
    expect(await told(ada)).toEqual(['first']);
    const { body } = await api.get(`/v1/customers/${ben}/journey`, { token });
    const entry = body.entries.find((each) => each.interactionId === interactionId(second));
    expect(entry).toMatchObject({
      contact: { identity: phone() },
      reassigned: [{ by: 'tests', why: 'Her phone, his words' }],
    });
    const before = await dump(table);
    expect((await post('/v1/reassignments', asked)).body).toEqual({ customerId: ben, moved: 0 });
    expect(await dump(table)).toEqual(before);
    // A redelivery changes nothing of it.
    await routeEvent(routingOf(table, noon + HOUR), second);
    expect(await told(ada)).toEqual(['first']);
  });

  it('is given to them with the facts that it told', async () => {
    const text = 'My name is Ben Secret, my order 9999-0001 is broken';
    const event = message({ id: 'told', atMs: 60_000, text });
    const before = message({ id: 'before', atMs: 0, text: 'My order 4711-0815 is late' });
    for (const each of [before, event]) await routeEvent(routingOf(table, noon + HOUR), each);
    const factsOf = async (id: string) => {
      const { body } = await api.get(`/v1/customers/${id}/context`, { token });
      return z.object({ facts: z.array(z.object({ name: z.string(), value: z.string() })) }).parse(body)
        .facts;
    };
    await post('/v1/reassignments', { interactionId: interactionId(event), customerId: ben });
    expect(await factsOf(ada)).toEqual([{ name: 'order-number', value: '4711-0815' }]);
    expect((await factsOf(ben)).map(({ value }) => value).sort()).toEqual(['9999-0001', 'Ben Secret']);
    const { body } = await api.get(`/v1/customers/${ada}/context`, { token });
    expect(JSON.stringify(body)).not.toMatch(/Secret|9999/);
  });

  it('is kept under one id, whichever of its aliases is named', async () => {
    const fact = { name: 'size', value: 'M' };
    await post(`/v1/customers/${ada}/facts`, fact);
    const read = async () => {
      const { body } = await api.get(`/v1/customers/${ada}`, { token });
      return z.object({ aliases: z.array(z.string()) }).parse(body).aliases;
    };
    const [alias = ''] = await read();
    expect((await post(`/v1/customers/${alias}/facts`, fact)).status).toBe(200);
    expect(await read()).toEqual([alias]);
  });

  it('is given to them, a whole conversation, open as it was', async () => {
    const conversationId = conversationIdFor('demo', interactionId(first));
    const asked = { conversationId, customerId: ben };
    expect((await post('/v1/reassignments', asked)).body).toEqual({ customerId: ben, moved: 2 });
    expect(await told(ada)).toEqual([]);
    expect((await told(ben)).sort()).toEqual(['first', 'mail-1', 'second']);
    const { body } = await api.get(`/v1/conversations/${conversationId}/interactions`, { token });
    expect(body.entries).toHaveLength(2);
    expect((await post('/v1/reassignments', asked)).body).toEqual({ customerId: ben, moved: 0 });
    await routeEvent(routingOf(table, noon + HOUR), message({ id: 'third', atMs: HOUR }));
    expect(await told(ada)).toEqual(['third']);
    const own = await api.get(`/v1/customers/${ada}/journey`, { token });
    expect(own.body.entries[0]?.conversationId).not.toBe(conversationId);
  });

  it.each([
    ['an unknown interaction', () => ({ interactionId: 'demo:sms/twilio:+1:none', customerId: ben })],
    ["another brand's interaction", () => ({ interactionId: 'shop:sms/twilio:+1:none', customerId: ben })],
    ['what fits no key', () => ({ interactionId: `demo:${'ü'.repeat(1_100)}`, customerId: ben })],
    ['an unknown conversation', () => ({ conversationId: 'cnv_none', customerId: ben })],
    ['an unknown customer', () => ({ interactionId: interactionId(first), customerId: 'cus_none' })],
  ])('is refused for %s, and nothing changes', async (_name, body) => {
    const before = await dump(table);
    expect((await post('/v1/reassignments', body())).status).toBe(404);
    expect(await dump(table)).toEqual(before);
  });

  it('is found by no other brand', async () => {
    const before = await dump(table);
    const body = { interactionId: interactionId(first), customerId: ben };
    expect((await api.post('/v1/reassignments', body, { token: shop })).status).toBe(404);
    expect(await dump(table)).toEqual(before);
  });
});

describe('an address that is somebody else from a time on', () => {
  it('is handed over through the API, once for each id', async () => {
    const at = new Date(noon + 30_000).toISOString();
    const asked = { identity: { kind: 'phone', value: '+14155550123' }, at, handoverId: 'crm-1' };
    expect((await post('/v1/handovers', asked)).status).toBe(200);
    const before = await dump(table);
    const { at: _at, ...timeless } = asked;
    for (const again of [asked, timeless])
      expect((await post('/v1/handovers', again)).body).toEqual({ identity: phone(), at });
    const other = { ...asked, at: new Date(noon + 45_000).toISOString() };
    expect(await post('/v1/handovers', other)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(at) },
    });
    expect(await dump(table)).toEqual(before);
    expect(await told(ada)).toEqual(['first']);
    expect(await told(await idOf('phone:%2B14155550123'))).toEqual(['second']);
    const nobody = { ...asked, identity: { kind: 'phone', value: '+14155550188' }, handoverId: 'crm-2' };
    expect((await post('/v1/handovers', nobody)).status).toBe(404);
    const ahead = { ...asked, at: '2099-01-01T00:00:00Z', handoverId: 'crm-3' };
    expect(await post('/v1/handovers', ahead)).toMatchObject({ status: 400, body: { pointer: '/at' } });
    expect(await dump(table)).toEqual(before);
  });
});

describe('an order without an address, after an undone merge', () => {
  it('stays with whom it was said of, and is flagged for somebody to look at', async () => {
    const merged = await post('/v1/merges', { customers: [ada, ben] });
    const current = await idOf('phone:%2B14155550123');
    const identity = { kind: 'customer', scope: '', value: current } as const;
    const sent = { provider: 'commerce/shop', account: 'shop.example.com', identity } as const;
    vi.useFakeTimers({ now: Date.now() + 1_000, toFake: ['Date'] });
    const now = Date.now();
    const order = message({ id: 'order', atMs: now - noon, receivedMs: now - noon, ...sent });
    await routeEvent(routingOf(table, now), order);
    vi.setSystemTime(now + 1_000);
    const mergeId = String(merged.body.mergeId);
    await post(`/v1/merges/${mergeId}/undo`, {});
    const { body } = await api.get(`/v1/customers/${current}/journey`, { token });
    const entry = body.entries.find((each) => each.interactionId === interactionId(order));
    expect(entry).toMatchObject({ review: mergeId });
    expect(body.entries.filter((each) => 'review' in each)).toHaveLength(1);
    vi.useRealTimers();
  });
});
