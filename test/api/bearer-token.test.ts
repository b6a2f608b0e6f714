import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { tokenDigest, tokenReader } from '../../functions/api/bearer-token.ts';
import { UnauthorizedError } from '../../functions/errors.ts';
import { createToken } from '../../infra/api-token.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();

describe('a token', () => {
  it('opens its brand, is stored as a digest alone and closes a minute after it was withdrawn', async () => {
    const table = await tables.table();
    let time = 0;
    const reader = tokenReader(table, () => time);
    const token = await createToken({ ...table, brand: 'demo', name: 'CRM' });
    expect(await reader.authenticate(`Bearer ${token}`)).toMatchObject({ brand: 'demo', name: 'CRM' });
    expect(JSON.stringify(await dump(table))).not.toContain(token);
    const key = { pk: { S: `TOKEN#${tokenDigest(token)}` }, sk: { S: 'TOKEN' } };
    await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key: key }));
    time = 59_999;
    expect(await reader.authenticate(`bearer ${token}`)).toMatchObject({ brand: 'demo' });
    time = 60_000;
    await expect(reader.authenticate(`Bearer ${token}`)).rejects.toThrow(UnauthorizedError);
  });

  it('that is new opens at once, even when it was tried before', async () => {
    const table = await tables.table();
    const reader = tokenReader(table, () => 0);
    const token = await createToken({ ...table, brand: 'demo', name: 'CRM' });
    await expect(reader.authenticate(`Bearer ${token}x`)).rejects.toThrow(UnauthorizedError);
    expect(await reader.authenticate(`Bearer ${token}`)).toMatchObject({ brand: 'demo' });
  });

  it('is remembered with a hundred others at most', async () => {
    const table = await tables.table();
    const made = await Promise.all(
      Array.from({ length: 101 }, (_, index) => createToken({ ...table, brand: 'demo', name: `${index}` })),
    );
    const reader = tokenReader(table, () => 0);
    for (const token of made) await reader.authenticate(`Bearer ${token}`);
    const key = { pk: { S: `TOKEN#${tokenDigest(made[0] ?? '')}` }, sk: { S: 'TOKEN' } };
    await table.client.send(new DeleteItemCommand({ TableName: table.tableName, Key: key }));
    await expect(reader.authenticate(`Bearer ${made[0]}`)).rejects.toThrow(UnauthorizedError);
  });
});
