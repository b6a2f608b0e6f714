import { describe, expect, it } from 'vitest';
import { resolve } from '../../functions/identity/resolve.ts';
import { revoke } from '../../functions/identity/revoke.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { ada, routed, signedMail, sms } from '../identity/suggesting.ts';
import { noon, phone } from '../router/events.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();

interface Shown {
  suggestionId: string;
  status: string;
  linkId?: string;
  identities: { kind: string; value: string; customerId?: string }[];
}

/** The API over a table where one pair waits for a decision. */
async function reviewed(settings?: unknown) {
  const table = await tables.table();
  await routed(table, sms());
  await routed(table, signedMail());
  const api = await apiOver(table);
  const token = await api.tokenFor('demo', 'ann');
  if (settings !== undefined) await api.put('/v1/settings', { version: 0, settings }, { token });
  const list = async (query = '') => {
    const { body } = await api.get(`/v1/suggestions${query}`, { token });
    return body.suggestions as Shown[];
  };
  const [first] = await list();
  const decide = (verdict: string, id = first?.suggestionId, body?: unknown) =>
    api.post(`/v1/suggestions/${id}/${verdict}`, body, { token });
  return { table, api, token, list, decide, id: first?.suggestionId ?? '' };
}

async function customerOf(table: JourneyTable, event = sms()): Promise<string> {
  return (await resolve(table, event)).person.customerId;
}

describe('the review list', () => {
  it('shows both sides, whose they are, and the evidence in words', async () => {
    const { api, token, table } = await reviewed();
    const { status, body } = await api.get('/v1/suggestions', { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      suggestions: [
        {
          status: 'pending',
          identities: expect.arrayContaining([
            expect.objectContaining({ ...phone(), customerId: await customerOf(table) }),
            expect.objectContaining({ ...ada, customerId: await customerOf(table, signedMail()) }),
          ]),
          evidence: [
            { reason: 'number-in-signature', text: expect.stringContaining('signature'), score: 0.6 },
          ],
        },
      ],
    });
    expect(body).not.toHaveProperty('cursor');
  });

  it('has pages and other lists, and refuses what it does not know', async () => {
    const { api, token, table, list } = await reviewed();
    await routed(table, signedMail({ id: 'ses-2', atMs: 5, number: phone('0199').value }));
    await routed(table, sms('demo', phone('0199')));
    const page = await api.get('/v1/suggestions?limit=1', { token });
    const next = await api.get(`/v1/suggestions?limit=1&cursor=${page.body.cursor}`, { token });
    const ids = [page, next].map(({ body }) => (body.suggestions as Shown[])[0]?.suggestionId);
    expect(ids).toEqual((await list()).map(({ suggestionId }) => suggestionId));
    expect(next.body).not.toHaveProperty('cursor');
    expect(await list('?status=declined')).toEqual([]);
    expect((await api.get('/v1/suggestions?status=maybe', { token })).status).toBe(400);
  });

  it('is one brand’s own', async () => {
    const { api, id } = await reviewed();
    const token = await api.tokenFor('other');
    expect((await api.get('/v1/suggestions', { token })).body.suggestions).toEqual([]);
    expect((await api.post(`/v1/suggestions/${id}/accept`, undefined, { token })).status).toBe(404);
    expect((await api.post(`/v1/suggestions/${id}/decline`, undefined, { token })).status).toBe(404);
  });
});

describe('accepting', () => {
  it('makes one person of two, once', async () => {
    const { decide, list, table } = await reviewed();
    const first = await decide('accept');
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ status: 'accepted', decided: { by: 'ann' } });
    expect(first.body.linkId).toMatch(/^lnk_/);
    expect(await customerOf(table)).toBe(await customerOf(table, signedMail()));
    expect(await list()).toEqual([]);
    expect(await list('?status=accepted')).toHaveLength(1);
    expect((await decide('accept', undefined, {})).body).toEqual(first.body);
    expect((await decide('decline')).status).toBe(409);
  });

  it('of two at once gives one link', async () => {
    const { decide, table } = await reviewed();
    const answers = await Promise.all([decide('accept'), decide('accept'), decide('accept')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.linkId)).size).toBe(1);
    expect(await customerOf(table)).toBe(await customerOf(table, signedMail()));
  });

  it('is not undone by new evidence once it was revoked', async () => {
    const { decide, list, table } = await reviewed();
    const { body } = await decide('accept');
    await revoke({ table, now: noon }, { brand: 'demo', linkIds: [String(body.linkId)], by: 'ann' });
    await routed(table, signedMail({ id: 'ses-2' }));
    expect(await list()).toEqual([]);
    expect((await decide('accept')).body).toMatchObject({ status: 'accepted', linkId: body.linkId });
    expect(await customerOf(table)).not.toBe(await customerOf(table, signedMail()));
  });

  it('is refused for a blocked value, and leaves the suggestion to be declined', async () => {
    const { decide, list, table } = await reviewed({
      blockedIdentities: [{ kind: 'phone', value: phone().value }],
    });
    expect(await decide('accept')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('block') },
    });
    expect(await customerOf(table)).not.toBe(await customerOf(table, signedMail()));
    expect(await list()).toHaveLength(1);
    expect((await decide('decline')).status).toBe(200);
  });

  it('is refused while one of them has never been in touch', async () => {
    const { decide, list, table } = await reviewed();
    await routed(table, signedMail({ id: 'ses-2', number: phone('0199').value }));
    const [waiting] = await list('?status=waiting');
    expect((await decide('accept', waiting?.suggestionId)).status).toBe(409);
    expect(await list('?status=waiting')).toHaveLength(1);
  });
});

describe('declining', () => {
  it('is for ever, whatever else is claimed', async () => {
    const { decide, list, table } = await reviewed();
    const first = await decide('decline');
    expect(first.body).toMatchObject({ status: 'declined', decided: { by: 'ann' } });
    expect((await decide('decline')).body).toEqual(first.body);
    expect((await decide('accept')).status).toBe(409);
    await routed(table, signedMail({ id: 'ses-2' }));
    expect(await list()).toEqual([]);
    expect(await customerOf(table)).not.toBe(await customerOf(table, signedMail()));
  });

  it('works before the other one is known, and holds when they come', async () => {
    const { decide, list, table } = await reviewed();
    await routed(table, signedMail({ id: 'ses-2', number: phone('0199').value }));
    const [waiting] = await list('?status=waiting');
    expect((await decide('decline', waiting?.suggestionId)).status).toBe(200);
    await routed(table, sms('demo', phone('0199')));
    expect(await list()).toHaveLength(1);
    expect(await list('?status=declined')).toHaveLength(1);
  });

  it('is refused for an unknown id', async () => {
    const { decide } = await reviewed();
    expect((await decide('decline', 'sug_nowhere')).status).toBe(404);
    expect((await decide('accept', 'sug_nowhere')).status).toBe(404);
  });
});
