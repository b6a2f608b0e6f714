import * as z from 'zod';
import { ConfigurationError, ConflictError } from '../errors.ts';
import { type BrandSettings, brandSettingsSchema, defaultSettings } from '../interaction/brand-settings.ts';
import { timestampSchema } from '../interaction/time.ts';
import type { JourneyTable } from './journey-table.ts';
import { settingsKey } from './keys.ts';
import { readItem } from './read-items.ts';
import { Expression, updateItem } from './update.ts';

const settingsItem = z.object({
  settings: z.unknown(),
  version: z.number().int().positive(),
  at: timestampSchema,
  by: z.string(),
});

/** A brand's settings as they stand: version 0 are the defaults, which nobody has changed yet. */
export interface StoredSettings {
  version: number;
  settings: BrandSettings;
  /** When they were last changed, and by whom. */
  at?: string | undefined;
  by?: string | undefined;
}

function understood(stored: unknown): BrandSettings {
  const result = brandSettingsSchema.safeParse(stored);
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', ');
  throw new ConfigurationError(
    `Brand settings in the table are wrong: ${places}. PUT /v1/settings mends them`,
  );
}

/** Reads a brand's settings, consistently. Throws ConfigurationError when what is stored is not understood. */
export async function readBrandSettings(table: JourneyTable, brand: string): Promise<StoredSettings> {
  const item = await readItem(table, settingsKey(brand));
  if (item === undefined) return { version: 0, settings: defaultSettings };
  const { settings, ...rest } = settingsItem.parse(item);
  return { ...rest, settings: understood(settings) };
}

export interface SettingsChange {
  settings: BrandSettings;
  /** The version that was read: nobody may have changed them since. */
  version: number;
  at: string;
  by: string;
}

/** Replaces a brand's settings. Returns the new version. Throws ConflictError when they are no longer those that were read. */
export async function writeBrandSettings(
  table: JourneyTable,
  brand: string,
  { settings, version, at, by }: SettingsChange,
): Promise<number> {
  const expression = new Expression();
  const path = expression.path('version');
  const assign = (name: string, value: string | number) =>
    `${expression.path(name)} = ${expression.value(value)}`;
  const { applied } = await updateItem(table, settingsKey(brand), expression, {
    set: [
      `${expression.path('settings')} = ${expression.value(settings)}`,
      assign('version', version + 1),
      assign('at', at),
      assign('by', by),
    ],
    conditions: [version === 0 ? `attribute_not_exists(${path})` : `${path} = ${expression.value(version)}`],
  });
  if (!applied) throw new ConflictError('The settings were changed meanwhile: read them again');
  return version + 1;
}

/** How long settings read once are used, milliseconds: the longest a change takes to be seen. */
const CACHE_MS = 60_000;
const MAX_CACHED = 1_000;

/** Reads brand settings through a cache of at most 60 s: for router, timers and API. */
export type SettingsReader = (brand: string) => Promise<BrandSettings>;

/** `now` in milliseconds. What cannot be read is never kept. */
export function settingsReader(table: JourneyTable, now: () => number): SettingsReader {
  const cache = new Map<string, { settings: BrandSettings; readAt: number }>();
  return async (brand) => {
    const known = cache.get(brand);
    if (known !== undefined && Math.abs(now() - known.readAt) < CACHE_MS) return known.settings;
    const readAt = now();
    const { settings } = await readBrandSettings(table, brand);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(brand, { settings, readAt });
    return settings;
  };
}
