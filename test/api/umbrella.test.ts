import { describe, expect, it } from 'vitest';
import { journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const customer = (value: string) => ({ kind: 'brand-customer', scope: 'shop', value });

/** An umbrella that knows a customer of the shop by two ids, and somebody by their addresses. */
async function umbrella() {
  const table = await tables.table();
  const api = await apiOver(table);
  const token = await api.tokenFor('group');
  const shop = await api.tokenFor('shop');
  const settle = (version: number, settings: Record<string, unknown>) =>
    api.put('/v1/settings', { version, settings }, { token: shop });
  await settle(0, { umbrella: 'group' });
  const post = (path: string, body: unknown) => api.post(path, body, { token });
  const joined = await post('/v1/links', { a: customer('cus_a'), b: customer('cus_b') });
  const addresses = [
    { kind: 'phone', value: '+14155550123' },
    { kind: 'email', value: 'ada@example.com' },
  ];
  const reached = await post('/v1/links', { a: addresses[0], b: addresses[1] });
  return { post, settle, known: joined.body.customerId, reached: reached.body.customerId };
}

describe('a person under the umbrella of a group', () => {
  it('is never one with somebody who is known by an address, by a merge either', async () => {
    const { post, known, reached } = await umbrella();
    const merged = await post('/v1/merges', { customers: [known, reached] });
    expect([merged.status, merged.body.mergeId]).toEqual([400, undefined]);
    expect(merged.body.detail).toContain('brand-customer can be linked only with another of that kind');
  });

  it('is merged only while the brand says so', async () => {
    const { post, settle, known } = await umbrella();
    const { body: other } = await post('/v1/links', { a: customer('cus_c'), b: customer('cus_d') });
    await settle(1, {});
    expect(await post('/v1/merges', { customers: [known, other.customerId] })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('its settings must name this brand as umbrella') },
    });
    await settle(2, { umbrella: 'group' });
    expect((await post('/v1/merges', { customers: [known, other.customerId] })).status).toBe(200);
  });

  it('can be parted, whatever the brand says by now', async () => {
    const { post, settle, known } = await umbrella();
    await settle(1, {});
    const { status, body } = await post(`/v1/customers/${known}/splits`, { identities: [customer('cus_b')] });
    expect(status).toBe(200);
    expect(body.people).toHaveLength(2);
  });
});
