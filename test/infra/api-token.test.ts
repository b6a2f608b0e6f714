import { describe, expect, it } from 'vitest';
import { tokenDigest } from '../../functions/api/bearer-token.ts';
import { findApiToken } from '../../functions/store/api-tokens.ts';
import { createToken, findJourneyTable, tableClient } from '../../infra/api-token.ts';
import { journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();

describe('npm run token', () => {
  it('finds the table of a stack, else says what to do', async () => {
    const { client, tableName } = await tables.table();
    const [stack = ''] = tableName.split('-');
    expect(await findJourneyTable(client, stack)).toBe(tableName);
    await expect(findJourneyTable(client, 'Another')).rejects.toThrow(/has no table.*--table.*--stack/);
    await tables.table();
    await expect(findJourneyTable(client, stack)).rejects.toThrow(/has 2 tables.*--table/);
  });

  it('makes tokens that nobody can guess, for a brand alone', async () => {
    const table = await tables.table();
    const make = (brand: string) => createToken({ ...table, brand, name: 'CRM' });
    const [first, second] = [await make('demo'), await make('demo')];
    expect(first).toMatch(/^tl_[A-Za-z0-9_-]{43}$/);
    expect(first).not.toBe(second);
    await expect(make('Not A Brand')).rejects.toThrow(/not a brand/);
  });

  it('makes them where a stack of this machine says that its services are', async () => {
    const table = await tables.table();
    const { protocol, hostname, port } = (await table.client.config.endpoint?.()) ?? {};
    const credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'local' };
    const running = { awsEndpoint: `${protocol}//${hostname}:${port}`, region: 'eu-west-1', credentials };
    const client = tableClient(running);
    const token = await createToken({ client, tableName: table.tableName, brand: 'other', name: 'shop' });
    client.destroy();
    expect(await findApiToken(table, tokenDigest(token))).toMatchObject({ brand: 'other', name: 'shop' });
  });
});
