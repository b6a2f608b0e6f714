import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { takeFrom } from '../../functions/routing/assign-to.ts';
import { readConversationItem } from '../../functions/store/desk.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { at, phone } from '../router/events.ts';
import { deskOver, MINUTE } from '../routing/desk-fixture.ts';
import { interrupted } from '../store/faulty-client.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let shop: string;

beforeAll(async () => {
  table = await tables.table();
  api = await apiOver(table);
  [token, shop] = await Promise.all([api.tokenFor('demo', 'console'), api.tokenFor('shop')]);
});
afterAll(() => vi.unstubAllEnvs());

const get = (path: string) => api.get(path, { token });
const report = (id: string, body: unknown) => api.put(`/v1/agents/${id}`, body, { token });
const assign = (id: string, agentId: unknown, by = token) =>
  api.post(`/v1/conversations/${id}/assign`, { agentId }, { token: by });

const unassign = (id: string, agentId: unknown, by = token) =>
  api.post(`/v1/conversations/${id}/unassign`, { agentId }, { token: by });

describe('an agent', () => {
  it('is what they last reported, by whom and when', async () => {
    const { status, body } = await report('ada', { status: 'available', queues: ['messages'] });
    expect(status).toBe(200);
    const ada = { agentId: 'ada', status: 'available', queues: ['messages'], skills: [], by: 'console' };
    expect(body).toMatchObject(ada);
    await report('ada', { status: 'away', skills: ['german'] });
    expect((await get('/v1/agents/ada')).body).toMatchObject({
      status: 'away',
      queues: [],
      skills: ['german'],
    });
    expect((await api.get('/v1/agents/ada', { token: shop })).status).toBe(404);
  });

  it.each([
    [{ status: 'lost' }, '/status'],
    [{ status: 'away', queues: ['Not a name'] }, '/queues/0'],
    [{ status: 'away', skill: [] }, '/skill'],
  ])('reporting %j: 400', async (body, pointer) => {
    const answer = await report('bob', body);
    expect([answer.status, answer.body.pointer]).toEqual([400, pointer]);
    expect((await get('/v1/agents/bob')).status).toBe(404);
  });
});

describe('an agent queue', () => {
  it('shows who waits, page by page, and no other brand', async () => {
    const desk = deskOver(table);
    const ids = [];
    for (const n of [1, 2, 3]) ids.push(await desk.send(n, { identity: phone(`010${n}`) }));
    const first = await get('/v1/agent-queues/messages?limit=2');
    expect(first.body.conversations).toMatchObject([
      { conversationId: ids[0], priority: 3, isWaiting: true, dueAt: at(61 * MINUTE) },
      { conversationId: ids[1] },
    ]);
    const rest = await get(`/v1/agent-queues/messages?limit=2&cursor=${first.body.cursor}`);
    expect(rest.body).toMatchObject({ conversations: [{ conversationId: ids[2] }] });
    expect(rest.body.cursor).toBeUndefined();
    const other = await api.get('/v1/agent-queues/messages', { token: shop });
    expect(other.body).toEqual({ conversations: [] });
  });

  it.each(['messages?cursor=bm9wZQ', 'Not%20a%20name', 'messages?limit=0'])('%s: 400', async (path) => {
    expect((await get(`/v1/agent-queues/${path}`)).status).toBe(400);
  });
});

describe('assigning', () => {
  it('gives the conversation to the agent: it waits in no queue, and the same again changes nothing', async () => {
    const id = await deskOver(table).send(10, { identity: phone('0110') });
    await report('grace', { status: 'available' });
    const { status, body } = await assign(id, 'grace');
    expect([status, body.assignee]).toEqual([200, 'grace']);
    expect(body).toMatchObject({ assigned: { by: 'console' }, isWaiting: true, dueAt: at(70 * MINUTE) });
    const queue = await get('/v1/agent-queues/messages?limit=100');
    expect(JSON.stringify(queue.body)).not.toContain(id);
    const again = await assign(id, 'grace');
    expect(again.body.assigned).toEqual(body.assigned);
    await report('linus', { status: 'away' });
    expect((await assign(id, 'linus')).body.assignee).toBe('linus');
  });

  it('to nobody we know, of a closed or an unknown conversation, or in another brand, changes nothing', async () => {
    const id = await deskOver(table).send(20, { identity: phone('0120') });
    const unknown = await assign(id, 'nobody');
    expect([unknown.status, unknown.body.pointer]).toEqual([400, '/agentId']);
    expect((await assign(id, '')).status).toBe(400);
    expect((await assign('cnv_none', 'grace')).status).toBe(404);
    expect((await assign(id, 'grace', shop)).status).toBe(404);
    expect((await get(`/v1/conversations/${id}`)).body.assignee).toBeUndefined();
    await api.post(`/v1/conversations/${id}/close`, { reason: 'solved' }, { token });
    expect((await assign(id, 'grace')).status).toBe(409);
  });
});

describe('unassigning', () => {
  it('makes it everybody’s: who waits is in the queue with the same time, and the same again changes nothing', async () => {
    const id = await deskOver(table).send(30, { identity: phone('0130') });
    const queue = async () => JSON.stringify((await get('/v1/agent-queues/messages?limit=100')).body);
    await report('grace', { status: 'available' });
    await assign(id, 'grace');
    expect(await queue()).not.toContain(id);
    const { status, body } = await unassign(id, 'grace');
    expect([status, body.assignee, body.assigned]).toEqual([200, undefined, undefined]);
    expect(body).toMatchObject({ isWaiting: true, dueAt: at(90 * MINUTE) });
    expect(await queue()).toContain(id);
    const before = await readConversationItem(table, 'demo', id);
    expect(await unassign(id, 'grace')).toMatchObject({ status: 200, body });
    expect(await readConversationItem(table, 'demo', id)).toEqual(before);
  });

  it('takes it from nobody else, whoever was given it meanwhile, or in between', async () => {
    const id = await deskOver(table).send(40, { identity: phone('0140') });
    for (const agent of ['grace', 'linus']) await report(agent, { status: 'available' });
    await assign(id, 'linus');
    expect((await unassign(id, 'grace')).body.assignee).toBe('linus');
    // Read as linus's, and given to grace before it is written.
    const late = await interrupted(table, 1, () => assign(id, 'grace'));
    await takeFrom(late.table, { brand: 'demo', conversationId: id, agentId: 'linus' });
    expect(late.wasInterrupted()).toBe(true);
    expect((await get(`/v1/conversations/${id}`)).body.assignee).toBe('grace');
  });

  it('of an unknown conversation, in another brand, or from nobody, changes nothing', async () => {
    const id = await deskOver(table).send(50, { identity: phone('0150') });
    await assign(id, 'grace');
    expect((await unassign('cnv_none', 'grace')).status).toBe(404);
    expect((await unassign(id, 'grace', shop)).status).toBe(404);
    expect((await unassign(id, '')).status).toBe(400);
    expect((await get(`/v1/conversations/${id}`)).body.assignee).toBe('grace');
  });
});
