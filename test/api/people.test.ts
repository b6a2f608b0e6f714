import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { HOUR, mail, message, noon, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const ADA = 'phone:%2B14155550123';
const MAIL = 'email:ada@example.com';

let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let shop: string;

const idOf = async (identity: string) => {
  const { body } = await api.get(`/v1/customers?identity=${identity}`, { token });
  return body.customers[0]?.customerId ?? '';
};
const post = (path: string, body: unknown) => api.post(path, body, { token });
const textOf = (value: unknown) => String(value);

beforeEach(async () => {
  table = await tables.table();
  api = await apiOver(table);
  [token, shop] = await Promise.all([api.tokenFor('demo'), api.tokenFor('shop')]);
  const routing = routingOf(table, noon + HOUR);
  await routeEvent(routing, message({ id: 'text' }));
  await routeEvent(routing, mail({ id: 'mail-1', messageId: '<1@example.com>' }));
});
afterAll(() => vi.unstubAllEnvs());

describe('merging through the API', () => {
  it('previews, does, explains and undoes', async () => {
    const [ada, mailer] = [await idOf(ADA), await idOf(MAIL)];
    const before = await dump(table);
    const preview = await post('/v1/merges', { customers: [ada, mailer], preview: true });
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({
      people: [{ identities: [expect.anything(), expect.anything()], crmIds: [] }],
      moves: [{ from: expect.any(String), to: expect.any(String) }],
    });
    expect(await dump(table)).toEqual(before);

    const merged = await post('/v1/merges', { customers: [ada, mailer], note: 'She told us' });
    const person = await api.get(`/v1/customers/${mailer}`, { token });
    expect(person.body).toMatchObject({ customerId: await idOf(ADA), identities: [{}, {}] });
    expect(await idOf(MAIL)).toBe(await idOf(ADA));
    // Also what was opened for one of the two tells who they are now.
    const { body: journey } = await api.get(`/v1/customers/${ada}/journey`, { token });
    for (const { conversationId } of journey.entries) {
      const told = await api.get(`/v1/conversations/${conversationId}`, { token });
      expect(told.body.customerId).toBe(await idOf(ADA));
    }
    const queues = await Promise.all(
      ['mail', 'messages'].map((name) => api.get(`/v1/agent-queues/${name}`, { token })),
    );
    const waiting = queues.flatMap(({ body }) => body.conversations);
    expect(waiting).toMatchObject([{ customerId: await idOf(ADA) }, { customerId: await idOf(ADA) }]);
    const links = await api.get(`/v1/customers/${ada}/links`, { token });
    expect(links.body.links).toMatchObject([{ reason: 'agent', by: 'tests', note: 'She told us' }]);

    const undoPath = `/v1/merges/${textOf(merged.body.mergeId)}/undo`;
    const tried = await post(undoPath, { preview: true });
    expect(tried.body.people).toHaveLength(2);
    expect(await idOf(MAIL)).toBe(await idOf(ADA));
    const undone = await post(undoPath, { why: 'Her daughter' });
    expect(undone.status).toBe(200);
    expect([await idOf(ADA), await idOf(MAIL)]).toEqual([ada, mailer]);
    const again = await post(undoPath, undefined);
    expect(again.body.people).toEqual(expect.arrayContaining(undone.body.people as unknown[]));
    const kept = await api.get(`/v1/customers/${ada}/links`, { token });
    expect(kept.body.links).toMatchObject([{ revoked: { by: 'tests', why: 'Her daughter' } }]);
  });

  it('takes a word that is sent again as one word, which one revocation takes back', async () => {
    const pair = {
      a: { kind: 'phone', value: '+14155550123' },
      b: { kind: 'email', value: 'ada@example.com' },
    };
    const said = await post('/v1/links', pair);
    expect(said.body).toMatchObject({ outcome: 'joined' });
    const again = await post('/v1/links', { a: pair.b, b: pair.a });
    expect(again.body).toEqual({ ...said.body, outcome: 'already' });
    const linkPath = `/v1/links/${textOf(said.body.linkId)}/revoke`;
    expect((await post(linkPath, {})).body).toMatchObject({ stillJoinedBy: [], people: [{}, {}] });
    const anew = await post('/v1/links', pair);
    expect(anew.body).toMatchObject({ outcome: 'joined' });
    expect(anew.body.linkId).not.toBe(said.body.linkId);
    await post(`/v1/links/${textOf(anew.body.linkId)}/revoke`, {});
  });

  it('splits somebody off, and blocks what joined them', async () => {
    const [ada, mailer] = [await idOf(ADA), await idOf(MAIL)];
    const pair = {
      a: { kind: 'phone', value: '+14155550123' },
      b: { kind: 'email', value: 'ada@example.com' },
      reason: 'order',
    };
    expect((await post('/v1/links', pair)).body).toMatchObject({ outcome: 'joined' });
    expect((await post('/v1/links', pair)).body).toMatchObject({ outcome: 'already' });
    const split = await post(`/v1/customers/${ada}/splits`, { identities: [pair.b], why: 'No' });
    expect(split.body.people).toHaveLength(2);
    expect(await idOf(MAIL)).toBe(mailer);
    expect((await post('/v1/links', pair)).status).toBe(409);
  });

  it("joins nobody over a device that is somebody else's, unless an agent says so", async () => {
    const tablet = { kind: 'visitor', scope: 'shop.example.com', value: 'tablet' };
    const [first, second] = [
      { kind: 'phone', value: '+14155550123' },
      { kind: 'email', value: 'ada@example.com' },
    ];
    expect((await post('/v1/links', { a: tablet, b: first, reason: 'login' })).status).toBe(200);
    const before = await dump(table);
    expect((await post('/v1/links', { a: tablet, b: second, reason: 'login' })).status).toBe(409);
    expect(await dump(table)).toEqual(before);
    expect((await post('/v1/links', { a: tablet, b: second })).body).toMatchObject({ outcome: 'joined' });
  });

  it.each([
    ['a customer and itself', 409, (ada: string) => post('/v1/merges', { customers: [ada, ada] })],
    ['an unknown customer', 404, (ada: string) => post('/v1/merges', { customers: [ada, 'cus_nobody'] })],
    ['a third customer', 400, (ada: string) => post('/v1/merges', { customers: [ada, ada, ada] })],
    ['an unknown merge', 404, () => post('/v1/merges/lnk_none/undo', {})],
    ['an unknown link', 404, () => post('/v1/links/lnk_none/revoke', {})],
    [
      'an identity and itself',
      400,
      () =>
        post('/v1/links', {
          a: { kind: 'phone', value: '+14155550123' },
          b: { kind: 'phone', value: '+14155550123' },
        }),
    ],
    [
      'the only identity',
      400,
      (ada: string) =>
        post(`/v1/customers/${ada}/splits`, { identities: [{ kind: 'phone', value: '+14155550123' }] }),
    ],
    [
      'an identity of somebody else',
      409,
      (ada: string) =>
        post(`/v1/customers/${ada}/splits`, { identities: [{ kind: 'email', value: 'ada@example.com' }] }),
    ],
    [
      'no phone number',
      400,
      () =>
        post('/v1/links', {
          a: { kind: 'phone', value: '12' },
          b: { kind: 'email', value: 'a@example.com' },
        }),
    ],
  ])('refuses %s and changes nothing', async (_name, status, ask) => {
    const ada = await idOf(ADA);
    const before = await dump(table);
    const answer = await ask(ada);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(await dump(table)).toEqual(before);
  });

  it('touches no other brand: its customers, merges and links are not found', async () => {
    const [ada, mailer] = [await idOf(ADA), await idOf(MAIL)];
    const merged = await post('/v1/merges', { customers: [ada, mailer] });
    const before = await dump(table);
    const theirs = (path: string, body: unknown) => api.post(path, body, { token: shop });
    const mergeId = textOf(merged.body.mergeId);
    const answers = [
      await theirs('/v1/merges', { customers: [ada, mailer] }),
      await theirs(`/v1/merges/${mergeId}/undo`, {}),
      await theirs(`/v1/links/${mergeId}/revoke`, {}),
      await theirs(`/v1/customers/${ada}/splits`, { identities: [{ kind: 'phone', value: '+14155550123' }] }),
      await api.get(`/v1/customers/${ada}/links`, { token: shop }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(await dump(table)).toEqual(before);
  });

  it('answers the same for a merge of an alias: they are one already', async () => {
    const [ada, mailer] = [await idOf(ADA), await idOf(MAIL)];
    await post('/v1/merges', { customers: [ada, mailer] });
    expect((await post('/v1/merges', { customers: [mailer, ada] })).status).toBe(409);
  });
});
