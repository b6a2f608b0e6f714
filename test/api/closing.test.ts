import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { conversationIdFor } from '../../functions/store/keys.ts';
import { message, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const first = message({ id: 'SM1' });
const id = conversationIdFor('demo', interactionId(first));
const path = `/v1/conversations/${id}/close`;

let table: Awaited<ReturnType<typeof tables.table>>;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;

beforeEach(async () => {
  table = await tables.table();
  api = await apiOver(table);
  token = await api.tokenFor('demo', 'desk');
  await routeEvent(routingOf(table), first);
});
afterAll(() => vi.unstubAllEnvs());

describe('closing through the API', () => {
  it('answers with the closed conversation, the same however often', async () => {
    const answer = await api.post(path, { reason: 'solved' }, { token });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      conversationId: id,
      status: 'closed',
      closed: { by: 'desk', reason: 'solved' },
    });
    const before = await dump(table);
    const again = await api.post(path, { reason: 'other' }, { token });
    expect(again.body).toEqual(answer.body);
    expect(await dump(table)).toEqual(before);
    expect((await api.get(`/v1/conversations/${id}`, { token })).body).toEqual(answer.body);
  });

  it.each([
    ['no reason', {}],
    ['an empty reason', { reason: '' }],
    ['a reason that is a story', { reason: 'x'.repeat(201) }],
    ['a field it does not know', { reason: 'solved', by: 'me' }],
  ])('refuses %s and changes nothing', async (_, body) => {
    const before = await dump(table);
    const answer = await api.post(path, body, { token });
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:throughline:problem:invalid-request' } });
    expect(await dump(table)).toEqual(before);
  });

  it('does not find what there is not, or what is another brand’s', async () => {
    const unknown = await api.post('/v1/conversations/cnv_unknown/close', { reason: 'solved' }, { token });
    const foreign = await api.post(path, { reason: 'solved' }, { token: await api.tokenFor('other') });
    expect([unknown.status, foreign.status]).toEqual([404, 404]);
    expect((await api.get(`/v1/conversations/${id}`, { token })).body.closed).toBeUndefined();
  });
});
