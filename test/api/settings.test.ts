import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let shop: string;

beforeAll(async () => {
  api = await apiOver(await tables.table());
  [token, shop] = await Promise.all([api.tokenFor('demo', 'console'), api.tokenFor('shop')]);
});
afterAll(() => vi.unstubAllEnvs());

const put = (body: unknown) => api.put('/v1/settings', body, { token });
const rule = { when: { channel: ['email'] }, assign: { agentQueue: 'mail', priority: 2 } };
const withRule = (change: object) =>
  put({ version: 0, settings: { routing: { rules: [{ ...rule, ...change }] } } });

describe('settings that are wrong', () => {
  it.each([
    ['a rule without a queue', { assign: { priority: 2 } }, '/settings/routing/rules/0/assign/agentQueue'],
    [
      'a priority that is none',
      { assign: { agentQueue: 'mail', priority: 0 } },
      '/settings/routing/rules/0/assign/priority',
    ],
    ['a channel that is none', { when: { channel: ['pigeon'] } }, '/settings/routing/rules/0/when/channel/0'],
    ['an unknown condition', { when: { chanel: ['email'] } }, '/settings/routing/rules/0/when/chanel'],
    ['an empty keyword', { when: { keywords: ['  '] } }, '/settings/routing/rules/0/when/keywords/0'],
  ])('%s: 400 that points to it, and nothing is changed', async (_, change, pointer) => {
    const { status, body } = await withRule(change);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:throughline:problem:invalid-request', pointer });
    expect((await api.get('/v1/settings', { token })).body).toMatchObject({ version: 0 });
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, '/settings/hours/timeZone'],
    [{ week: [{ days: ['mon'], from: '18:00', to: '09:00' }] }, '/settings/hours/week/0'],
    [{ week: [{ days: ['mon'], from: '9:00', to: '10:00' }] }, '/settings/hours/week/0/from'],
    [{ holidays: [{ date: '2026-02-30' }] }, '/settings/hours/holidays/0/date'],
  ])('hours %j', async (hours, pointer) => {
    const { status, body } = await put({ version: 0, settings: { hours } });
    expect([status, body.pointer]).toEqual([400, pointer]);
  });
});

describe('an umbrella', () => {
  it('is another brand than the one it is of', async () => {
    expect(await put({ version: 0, settings: { umbrella: 'demo' } })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('another brand'), pointer: '/settings/umbrella' },
    });
    expect((await api.get('/v1/settings', { token })).body).toMatchObject({ version: 0 });
  });
});

describe('settings', () => {
  it('are the defaults, then what the last reader wrote, and who did', async () => {
    const before = await api.get('/v1/settings', { token });
    expect(before.body).toEqual({ version: 0, settings: defaultSettings });
    const { status, body } = await withRule({});
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, by: 'console' });
    const after = await api.get('/v1/settings', { token });
    expect(after.body).toEqual(body);
    expect(after.body.settings).toMatchObject({
      routing: { rules: [{ ...rule, assign: { agentQueue: 'mail', priority: 2, skills: [] } }] },
      hours: { timeZone: 'UTC' },
    });
    expect((await api.get('/v1/settings', { token: shop })).body).toMatchObject({ version: 0 });
  });

  it('written on a version that is no longer there: 409', async () => {
    const { status, body } = await put({ version: 0, settings: {} });
    expect([status, body.type]).toEqual([409, 'urn:throughline:problem:conflict']);
  });
});
