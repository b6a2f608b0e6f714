import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const shipped = {
  en: 'Hello {name}, your order {orderNumber} has left us.',
  de: 'Bestellung {orderNumber} für {name} ist unterwegs.',
};
const voice = { avoid: [{ say: 'cheap', rather: 'good value', language: 'en' }], maxExclamationMarks: 1 };
const values = { name: 'Ada', orderNumber: '4711' };

let table: JourneyTable;
let api: Awaited<ReturnType<typeof apiOver>>;
let token: string;
let other: string;

beforeAll(async () => {
  table = await tables.table();
  api = await apiOver(table);
  [token, other] = await Promise.all([api.tokenFor('demo'), api.tokenFor('other')]);
  const settings = { voice, templates: { shipped }, languages: ['en'] };
  expect((await api.put('/v1/settings', { version: 0, settings }, { token })).status).toBe(200);
});
afterAll(() => vi.unstubAllEnvs());

const draft = (body: unknown, bearer = token) => api.post('/v1/drafts', body, { token: bearer });

describe('a draft', () => {
  it('of a text says where it leaves the brand’s voice; nothing is stored', async () => {
    const before = await dump(table);
    const text = 'Our CHEAP ones are back!!';
    expect(await draft({ text, language: 'en-GB' })).toMatchObject({
      status: 200,
      body: {
        text,
        language: 'en-GB',
        findings: [
          { rule: 'avoid', say: 'cheap', rather: 'good value', index: 4, length: 5 },
          { rule: 'max-exclamation-marks', index: 24, length: 1 },
        ],
      },
    });
    expect((await draft({ text: 'cheap', language: 'de' })).body).toEqual({
      text: 'cheap',
      language: 'de',
      findings: [],
    });
    expect(await dump(table)).toEqual(before);
  });

  it('of a template is filled and held to the same voice', async () => {
    expect((await draft({ template: 'shipped', values })).body).toEqual({
      text: 'Hello Ada, your order 4711 has left us.',
      language: 'en',
      findings: [],
    });
    const { body } = await draft({
      template: 'shipped',
      language: 'de-AT',
      values: { ...values, name: 'Ada!!' },
    });
    expect(body).toMatchObject({ language: 'de', findings: [{ rule: 'max-exclamation-marks', index: 24 }] });
  });

  it('of another brand knows neither voice nor template of this one', async () => {
    expect((await draft({ text: 'cheap!!' }, other)).body).toEqual({ text: 'cheap!!', findings: [] });
    expect(await draft({ template: 'shipped', values }, other)).toMatchObject({
      status: 404,
      body: {
        type: 'urn:throughline:problem:not-found',
        detail: expect.stringMatching(/shipped.*PUT \/v1\/settings/),
      },
    });
    expect((await api.post('/v1/drafts', { text: 'cheap' })).status).toBe(401);
  });

  it.each([
    [{}, undefined, 'The body needs text or template'],
    [{ text: '' }, '/text', 'must not be empty'],
    [{ text: 'a', template: 'shipped' }, undefined, 'takes only one of template and text'],
    [{ text: 'a', values }, '/values', 'no field'],
    [{ text: 'a', language: 'english' }, '/language', 'must be a language tag'],
    [{ template: 'Shipped!' }, '/template', 'must be lower-case'],
    [{ template: 'shipped' }, '/values/name', 'is missing'],
    [
      { template: 'shipped', values: { ...values, orderNumber: ' ' } },
      '/values/orderNumber',
      'must not be empty',
    ],
    [
      { template: 'shipped', values: { ...values, orderNumber: 4711 } },
      '/values/orderNumber',
      'must be text',
    ],
    [
      { template: 'shipped', values: { ...values, colour: 'red' } },
      '/values/colour',
      'it takes: name, orderNumber',
    ],
    [
      { template: 'shipped', values: { ...values, 'a b': 'red' } },
      '/values/a b',
      'must be a lower-case letter',
    ],
    [{ template: 'shipped', values, more: 1 }, '/more', 'no field'],
  ])('refuses %j', async (body, pointer, detail) => {
    const answer = await draft(body);
    expect(answer.body).toMatchObject({ type: 'urn:throughline:problem:invalid-request' });
    expect([answer.status, answer.body.pointer]).toEqual([400, pointer]);
    expect(answer.body.detail).toContain(detail);
  });

  it('has its text in no log', async () => {
    const lines = await writtenBy(async () => {
      await draft({ text: 'Dear Ada Lovelace, a cheap one!!!' });
      await draft({ template: 'shipped', values: { name: 'Ada Lovelace' } });
      await draft({ template: 'none', values: { name: 'Ada Lovelace' } });
    });
    expect(JSON.stringify(lines)).not.toContain('Lovelace');
  });
});

describe('voice and templates in settings', () => {
  it.each([
    [{ voice: { avoid: [{ say: ' ' }] } }, '/settings/voice/avoid/0/say'],
    [{ voice: { avoid: [{ say: 'cheap', langauge: 'en' }] } }, '/settings/voice/avoid/0/langauge'],
    [{ voice: { maxExclamationMarks: -1 } }, '/settings/voice/maxExclamationMarks'],
    [{ voice: { noShout: true } }, '/settings/voice/noShout'],
    [{ templates: { 'Bad name': shipped } }, '/settings/templates/Bad name'],
    [{ templates: { shipped: { english: 'Hello' } } }, '/settings/templates/shipped/english'],
    [{ templates: { shipped: {} } }, '/settings/templates/shipped'],
    [{ templates: { shipped: { ...shipped, de: 'Hallo {name}.' } } }, '/settings/templates/shipped/de'],
    [{ templates: { shipped: { en: 'Hello {first name}.' } } }, '/settings/templates/shipped/en'],
    [{ templates: { shipped: { en: 'Hello {name.' } } }, '/settings/templates/shipped/en'],
    [{ templates: { shipped: { en: 'x'.repeat(4_001) } } }, '/settings/templates/shipped/en'],
    [{ languages: ['EN'] }, '/settings/languages/0'],
  ])('%j: 400 that points to it', async (settings, pointer) => {
    const { status, body } = await api.put('/v1/settings', { version: 1, settings }, { token });
    expect([status, body.pointer]).toEqual([400, pointer]);
  });

  it('refuse a template too many', async () => {
    const many = Array.from({ length: 201 }, (_, index) => [`t${index}`, { en: 'Hello' }]);
    const settings = { templates: Object.fromEntries(many) };
    const { status, body } = await api.put('/v1/settings', { version: 1, settings }, { token });
    expect([status, body.pointer]).toEqual([400, '/settings/templates']);
  });

  it('are read as they were written, to the last placeholder', async () => {
    const { body } = await api.get('/v1/settings', { token });
    expect(body.settings).toMatchObject({ voice: { ...voice, noShouting: false }, templates: { shipped } });
  });
});
