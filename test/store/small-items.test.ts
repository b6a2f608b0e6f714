import { describe, expect, it } from 'vitest';
import { findApiToken, putApiToken } from '../../functions/store/api-tokens.ts';
import { countFailure, forgetFailures } from '../../functions/store/failures.ts';
import { writeMailAlias } from '../../functions/store/mail-aliases.ts';
import { at, mail, message, noon } from '../router/events.ts';
import { dump, journeyTables } from './journey-fixture.ts';

const tables = journeyTables();

describe('a mail alias', () => {
  const first = mail({ id: 'ses-1', atMs: 1, messageId: '<1@mail.example.com>' });
  const copy = mail({ id: 'ses-0', atMs: 2, messageId: '<1@mail.example.com>' });

  it.each([
    ['first', [first, copy]],
    ['last', [copy, first]],
  ])('finds the earliest mail of its Message-ID when that comes %s', async (_, mails) => {
    const table = await tables.table();
    for (const event of mails)
      await writeMailAlias(
        table,
        event,
        { conversationId: event.providerInteractionId, at: event.at },
        undefined,
      );
    expect(await dump(table)).toMatchObject({
      'ALIAS#demo#%3C.1@mail.example.com%3E. ALIAS': {
        interactionId: 'demo:email/ses:help@demo.example.com:ses-1',
        conversationId: 'ses-1',
      },
    });
  });

  it('is written for mails alone', async () => {
    const table = await tables.table();
    await writeMailAlias(table, message({ id: 'SM1' }), { conversationId: 'cnv', at: at(0) }, undefined);
    expect(await dump(table)).toEqual({});
  });

  it('is not written for a mail outside of every conversation', async () => {
    const table = await tables.table();
    await writeMailAlias(table, first, { conversationId: undefined, at: at(1) }, undefined);
    expect(await dump(table)).toEqual({});
  });
});

describe('failures of an event', () => {
  it('are counted one by one, forgotten, and kept for 14 days', async () => {
    const table = await tables.table();
    const count = () => countFailure(table, 'digest', 'TypeError', noon);
    expect([await count(), await count(), await count()]).toEqual([1, 2, 3]);
    expect(Object.values(await dump(table))[0]).toMatchObject({
      error: 'TypeError',
      expiresAt: noon / 1000 + 14 * 24 * 3600,
    });
    await forgetFailures(table, 'digest');
    expect(await count()).toBe(1);
  });

  it('that there are none of can be forgotten', async () => {
    const table = await tables.table();
    await forgetFailures(table, 'digest');
    expect(await dump(table)).toEqual({});
  });
});

describe('an API token', () => {
  it('is found by its digest alone', async () => {
    const table = await tables.table();
    const token = { brand: 'demo', name: 'crm', createdAt: at(0) };
    await putApiToken(table, 'aa11', token);
    expect(await findApiToken(table, 'aa11')).toEqual(token);
    expect(await findApiToken(table, 'aa12')).toBeUndefined();
  });
});
