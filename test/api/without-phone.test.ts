import { afterAll, describe, expect, it, vi } from 'vitest';
import { messengerMessage, routed } from '../identity/deliveries.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const identity = 'messenger:300000000000001:400000000000011';

afterAll(() => vi.unstubAllEnvs());

describe('somebody without a phone number and a mail address', () => {
  it('is found, and read by id, with journey and context, like anybody', async () => {
    const table = await tables.table();
    await routed(table, await messengerMessage('m1', 1, '400000000000011', '300000000000001'));
    const api = await apiOver(table);
    const token = await api.tokenFor('demo');
    const read = (path: string) => api.get(`/v1/customers${path}`, { token });
    const { body } = await read(`?identity=${encodeURIComponent(identity)}`);
    expect(body.customers).toHaveLength(1);
    const id = body.customers[0]?.customerId;
    expect((await read(`/${id}`)).body).toMatchObject({
      customerId: id,
      identities: [{ kind: 'messenger' }],
    });
    expect((await read(`/${id}/journey`)).body.entries).toMatchObject([
      { interaction: { text: 'Text of m1' } },
    ]);
    expect(await read(`/${id}/context`)).toMatchObject({
      status: 200,
      body: { customerId: id, turns: [{ text: 'Text of m1' }] },
    });
  });
});
