import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { createSecretStore } from '../../infra/local/aws/secret-store.ts';
import { startAwsEndpoint } from '../../infra/local/aws/start-aws-endpoint.ts';
import { areOne, openedByChat, send, visitor, wrong } from '../conversation/handoffs.ts';
import { openEngines, region, removeFolder } from '../infra/local/engines/engine-fixture.ts';
import { noon, phone } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const arn = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:handoffs';
const caller = { identity: { kind: 'phone', value: '+1 415 555 0123' }, assurance: 'asserted' } as const;

let engines: Awaited<ReturnType<typeof openEngines>>;
let secrets: Awaited<ReturnType<typeof startAwsEndpoint>>;
let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let conversationId: string;

beforeAll(async () => {
  engines = await openEngines();
  const value = JSON.stringify({ key: 'k'.repeat(64) });
  secrets = await startAwsEndpoint({
    engines: engines.engines,
    secrets: createSecretStore([{ name: 'Throughline/handoffs', arn, value }]),
    principals: { find: () => ({ name: 'api', allows: () => true }) },
    region,
    accountId: '000000000000',
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', secrets.url);
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  table = await tables.table();
  api = await apiOver(table);
  token = await api.tokenFor('demo', 'shop desk');
  conversationId = await openedByChat(table);
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await secrets.stop();
  await engines.close();
  removeFolder(engines.folder);
});

const issue = (body: Record<string, unknown>, id = conversationId) =>
  api.post(`/v1/conversations/${id}/handoffs`, body, { token });
const redeem = (body: Record<string, unknown>, bearer = token) =>
  api.post('/v1/handoffs/redeem', { channel: 'voice', ...caller, ...body }, { token: bearer });

describe('making a handoff', () => {
  it('gives a code of six digits for ten minutes', async () => {
    const { status, body } = await issue({ channel: 'voice', kind: 'code' });
    expect(status).toBe(201);
    expect(body).toEqual({
      handoffId: expect.any(String),
      conversationId,
      channel: 'voice',
      kind: 'code',
      code: expect.stringMatching(/^\d{6}$/),
      validUntil: '2026-03-10T12:10:00.000Z',
    });
  });

  it('gives a link or a QR code, with the token where the URL says or in its fragment', async () => {
    const url = 'https://shop.example/chat';
    const link = await issue({ channel: 'chat', kind: 'link', url: `${url}#top` });
    expect(link.body.url).toBe(`${url}#handoff=${link.body.token}`);
    const text = await issue({ channel: 'sms', kind: 'qr', url: 'sms:+14155550100?body={token}' });
    expect(text.body.qr).toBe(`sms:+14155550100?body=${text.body.token}`);
    const bare = await issue({ channel: 'place', kind: 'qr' });
    expect(bare.body.qr).toBe(bare.body.token);
    expect(bare.body).not.toHaveProperty('proof');
  });

  it('refuses what is wrong, naming it, and writes nothing', async () => {
    const before = await dump(table);
    const link = { channel: 'chat', kind: 'link' };
    for (const [wrongBody, pointer] of [
      [{ channel: 'pigeon', kind: 'code' }, '/channel'],
      [{ channel: 'voice', kind: 'smoke' }, '/kind'],
      [{ channel: 'voice', kind: 'code', url: 'https://shop.example' }, '/url'],
      [{ ...link, url: 'javascript:alert(1)' }, '/url'],
      [{ ...link, identity: { kind: 'phone', value: '+14155550177' } }, '/identity'],
      [{ ...link, more: 1 }, '/more'],
    ] as const) {
      const { status, body } = await issue(wrongBody);
      expect([status, body.pointer]).toEqual([400, pointer]);
    }
    expect(await dump(table)).toEqual(before);
  });

  it('knows no conversation of another brand, or none', async () => {
    expect((await issue({ channel: 'voice', kind: 'code' }, 'cnv_none')).status).toBe(404);
    const other = await api.tokenFor('other');
    const path = `/v1/conversations/${conversationId}/handoffs`;
    const answer = await api.post(path, { channel: 'voice', kind: 'code' }, { token: other });
    expect(answer.status).toBe(404);
  });
});

describe('redeeming a handoff', () => {
  it('continues the conversation before the phone rings, and again gives the same answer', async () => {
    const { body: handoff } = await issue({ channel: 'voice', kind: 'code' });
    const { status, body } = await redeem({ code: handoff.code });
    expect(status).toBe(200);
    expect(body).toEqual({
      handoffId: handoff.handoffId,
      conversationId,
      customerId: expect.any(String),
      isLinked: true,
      view: 'full',
    });
    const { body: links } = await api.get(`/v1/customers/${body.customerId}/links`, { token });
    expect(links.links).toMatchObject([{ reason: 'code', source: `handoff:${handoff.handoffId}` }]);
    const before = await dump(table);
    vi.setSystemTime(noon + 30 * MINUTE);
    expect(await redeem({ code: handoff.code })).toMatchObject({ status: 200, body });
    expect(await dump(table)).toEqual(before);
    const rings = await send(table, { id: 'CA1', provider: 'voice/twilio', atMs: 31 * MINUTE });
    expect(rings).toMatchObject({ conversationId });
  });

  it('gives the same answer to who used it, though codes have closed since', async () => {
    const { body: handoff } = await issue({ channel: 'voice', kind: 'code' });
    const { body } = await redeem({ code: handoff.code });
    const lines = await writtenBy(async () => {
      for (let miss = 1; miss <= 5; miss += 1) await redeem({ code: wrong(String(handoff.code), miss) });
    });
    expect(lines.filter((line) => 'CodesClosedForSource' in line)).toHaveLength(1);
    expect((await redeem({ code: wrong(String(handoff.code), 6) })).status).toBe(409);
    expect(await redeem({ code: handoff.code })).toMatchObject({ status: 200, body });
  });

  it('takes a token, by POST alone', async () => {
    const { body } = await issue({ channel: 'voice', kind: 'link' });
    const looked = await api.get('/v1/handoffs/redeem', { token });
    expect([looked.status, looked.headers.allow]).toEqual([405, 'POST']);
    expect((await redeem({ token: body.token })).status).toBe(200);
  });

  it('of somebody who proves nothing joins them for a greeting, and links nobody', async () => {
    const { body: handoff } = await issue({ channel: 'voice', kind: 'code' });
    const { body } = await redeem({ code: handoff.code, assurance: 'claimed' });
    expect(body).toMatchObject({ conversationId, isLinked: false, view: 'greeting' });
    const { body: owner } = await api.get(`/v1/customers?identity=visitor:shop.example:${visitor.value}`, {
      token,
    });
    expect(owner.customers[0]?.customerId).not.toBe(body.customerId);
    const { body: suggested } = await api.get('/v1/suggestions', { token });
    expect(suggested.suggestions).toMatchObject([{ evidence: [{ reason: 'handoff' }] }]);
    expect(await send(table, { id: 'CA1', provider: 'voice/twilio', atMs: MINUTE })).toMatchObject({
      conversationId,
    });
  });

  it('tells a guesser nothing: wrong, used, expired, of another channel or brand are one answer', async () => {
    const codes = await Promise.all(
      ['voice', 'voice', 'sms'].map(async (channel) => (await issue({ channel, kind: 'code' })).body.code),
    );
    const [used, expired, elsewhere] = codes.map(String);
    await redeem({ code: used });
    const stranger = { identity: { kind: 'phone', value: '+14155550177' } };
    const other = await api.tokenFor('other');
    const before = await dump(table);
    const answers = [
      await redeem({ ...stranger, source: 'one', code: wrong(String(expired)) }),
      await redeem({ ...stranger, source: 'two', code: used }),
      await redeem({ ...stranger, source: 'three', code: elsewhere }),
      await redeem({ ...stranger, source: 'four', code: expired }, other),
    ];
    vi.setSystemTime(noon + 11 * MINUTE);
    answers.push(await redeem({ ...stranger, source: 'five', code: expired }));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1);
    const isCount = (key: string) => key.startsWith('HANDOFFS#');
    const rest = (items: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(items).filter(([key]) => !isCount(key)));
    expect(rest(await dump(table))).toEqual(rest(before));
  });

  it('tells who holds a token of ours that it was used or has expired', async () => {
    const tokens = await Promise.all(
      [1, 2].map(async () => (await issue({ channel: 'voice', kind: 'link' })).body.token),
    );
    await redeem({ token: tokens[0] });
    const stranger = { identity: { kind: 'phone', value: '+14155550177' } };
    const used = await redeem({ ...stranger, token: tokens[0] });
    vi.setSystemTime(noon + 11 * MINUTE);
    const expired = await redeem({ ...stranger, token: tokens[1] });
    expect([used, expired].map(({ status, body }) => [status, body.detail])).toEqual([
      [409, 'This handoff was used already: ask for a new one'],
      [409, 'This handoff has expired: ask for a new one'],
    ]);
    expect((await redeem({ token: 'tlh_guess' })).status).toBe(404);
  });

  it('closes codes to whoever missed five, whatever identity they come with', async () => {
    const { body } = await issue({ channel: 'voice', kind: 'code' });
    const guess = (code: string, last: number) =>
      redeem({ code, source: 'one device', identity: { kind: 'phone', value: `+1415555010${last}` } });
    for (let miss = 1; miss <= 5; miss += 1)
      expect((await guess(wrong(String(body.code), miss), miss)).status).toBe(404);
    const sixth = await guess(String(body.code), 6);
    expect([sixth.status, sixth.body.detail]).toEqual([409, expect.stringContaining('Too many wrong codes')]);
    expect((await redeem({ code: body.code })).status).toBe(200);
  });

  it('counts different guesses of one identity as many', async () => {
    const { body } = await issue({ channel: 'voice', kind: 'code' });
    const statuses: number[] = [];
    for (let miss = 1; miss <= 6; miss += 1)
      statuses.push((await redeem({ code: wrong(String(body.code), miss) })).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 409]);
  });

  it('is won by exactly one of twenty at once', async () => {
    const { body } = await issue({ channel: 'voice', kind: 'code' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        redeem({
          code: body.code,
          identity: { kind: 'phone', value: `+141555501${String(index + 10)}` },
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 404, 409, 503].includes(status))).toBe(true);
  });

  it('refuses what is wrong, naming it, and writes nothing', async () => {
    const before = await dump(table);
    for (const [wrongBody, pointer] of [
      [{ code: '12345' }, '/code'],
      [{ code: '123456', assurance: 'sure' }, '/assurance'],
      [{ code: '123456', identity: { kind: 'phone', value: 'x' } }, '/identity'],
    ] as const) {
      const { status, body } = await redeem(wrongBody);
      expect([status, body.pointer]).toEqual([400, pointer]);
    }
    for (const [body, detail] of [
      [{}, 'The body needs token or code'],
      [{ code: '123456', token: 'x' }, 'The body takes only one of code and token'],
    ] as const)
      expect(await redeem(body)).toMatchObject({ status: 400, body: { detail } });
    expect(await dump(table)).toEqual(before);
  });

  it('reopens a conversation that was closed', async () => {
    const { body } = await issue({ channel: 'voice', kind: 'code' });
    await api.post(`/v1/conversations/${conversationId}/close`, { reason: 'solved' }, { token });
    vi.setSystemTime(noon + MINUTE);
    await redeem({ code: body.code, identity: phone() });
    const { body: conversation } = await api.get(`/v1/conversations/${conversationId}`, { token });
    expect(conversation).toMatchObject({ status: 'open' });
  });

  it('lets nobody in who has the device since, though it shows the link again', async () => {
    const chatting = { channel: 'chat', identity: visitor, assurance: 'asserted' };
    await send(table, { id: 'ada', identity: phone() });
    const { conversationId: hers } = await send(table, { id: 'ada 2', identity: phone() });
    const { body } = await issue({ channel: 'chat', kind: 'link' }, hers);
    expect((await redeem({ ...chatting, token: body.token })).body).toMatchObject({ view: 'full' });
    vi.setSystemTime(noon + MINUTE);
    const handover = { identity: visitor, handoverId: 'signed out' };
    expect((await api.post('/v1/handovers', handover, { token })).status).toBe(200);
    vi.setSystemTime(noon + 2 * MINUTE);
    expect((await redeem({ ...chatting, token: body.token })).status).toBe(409);
    expect(await areOne(table, visitor, phone())).toBe(false);
  });

  it('after its time reopens nothing, and tells who was parted since that they are', async () => {
    const { body: handoff } = await issue({ channel: 'voice', kind: 'code' });
    const { body } = await redeem({ code: handoff.code });
    await api.post(`/v1/conversations/${conversationId}/close`, { reason: 'solved' }, { token });
    const { body: known } = await api.get(`/v1/customers/${body.customerId}/links`, { token });
    const [link] = z.array(z.object({ linkId: z.string() })).parse(known.links);
    await api.post(`/v1/merges/${link?.linkId}/undo`, {}, { token });
    vi.setSystemTime(noon + 30 * MINUTE);
    const before = await dump(table);
    const again = await redeem({ code: handoff.code });
    expect(again).toMatchObject({ status: 200, body: { isLinked: false, view: 'greeting' } });
    expect(await dump(table)).toEqual(before);
  });
});
