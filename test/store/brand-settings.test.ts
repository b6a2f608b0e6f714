import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ConflictError } from '../../functions/errors.ts';
import { brandSettingsSchema, defaultSettings } from '../../functions/interaction/brand-settings.ts';
import { toItem } from '../../functions/store/attributes.ts';
import {
  readBrandSettings,
  settingsReader,
  writeBrandSettings,
} from '../../functions/store/brand-settings.ts';
import { settingsKey } from '../../functions/store/keys.ts';
import { journeyTables } from './journey-fixture.ts';
import { metered } from './metered-client.ts';

const tables = journeyTables();
const change = { at: '2026-03-10T12:00:00.000Z', by: 'tests' };
const inBerlin = brandSettingsSchema.parse({ hours: { timeZone: 'Europe/Berlin' } });

describe('brand settings', () => {
  it('are the defaults until somebody writes them, and another brand keeps its own', async () => {
    const table = await tables.table();
    expect(await readBrandSettings(table, 'demo')).toEqual({ version: 0, settings: defaultSettings });
    expect(await writeBrandSettings(table, 'demo', { settings: inBerlin, version: 0, ...change })).toBe(1);
    expect(await readBrandSettings(table, 'demo')).toEqual({ version: 1, settings: inBerlin, ...change });
    expect(await readBrandSettings(table, 'shop')).toMatchObject({ version: 0 });
  });

  it('change only for the one who read their last version', async () => {
    const table = await tables.table();
    const write = (version: number, settings = inBerlin) =>
      writeBrandSettings(table, 'demo', { settings, version, ...change });
    const results = await Promise.allSettled([write(0), write(0), write(0)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(write(0)).rejects.toThrow(ConflictError);
    await expect(write(2)).rejects.toThrow(ConflictError);
    expect(await write(1, defaultSettings)).toBe(2);
    expect(await readBrandSettings(table, 'demo')).toMatchObject({ version: 2, settings: defaultSettings });
  });

  it('that no longer can be understood are an error that names the place and no value', async () => {
    const table = await tables.table();
    const wrong = { settings: { hours: { timeZone: 'Private/Value' } }, version: 1, ...change };
    const Item = toItem({ ...settingsKey('demo'), ...wrong });
    await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
    const failure = await readBrandSettings(table, 'demo').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(String(failure)).toContain('hours.timeZone');
    expect(String(failure)).not.toContain('Private/Value');
  });
});

describe('the settings reader', () => {
  it('reads a brand once a minute', async () => {
    const meter = await metered(await tables.table());
    let now = 0;
    const read = settingsReader(meter.table, () => now);
    await read('demo');
    now = 59_999;
    await read('demo');
    expect(meter.cost.reads).toBe(1);
    await writeBrandSettings(meter.table, 'demo', { settings: inBerlin, version: 0, ...change });
    now = 60_000;
    expect(await read('demo')).toEqual(inBerlin);
    expect(meter.cost.reads).toBe(2);
    await read('shop');
    expect(meter.cost.reads).toBe(3);
  });

  it('reads anew when the clock was set back', async () => {
    const meter = await metered(await tables.table());
    let now = 10 * 60_000;
    const read = settingsReader(meter.table, () => now);
    await read('demo');
    now = 0;
    await read('demo');
    expect(meter.cost.reads).toBe(2);
  });
});
