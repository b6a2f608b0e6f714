import { isBlocked } from '../identity/blocked.ts';
import type { Linking } from '../identity/link.ts';
import type { Api } from './api.ts';

/** What changing who is who needs, with what the brand blocks. */
export async function linkingOf({ table, settings, now }: Api, brand: string): Promise<Linking> {
  const read = await settings(brand);
  return { table, now: now(), isBlocked: (identity) => isBlocked(read, identity) };
}
