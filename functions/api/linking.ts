import { linkingOf as linkingAt } from '../identity/identify.ts';
import type { Linking } from '../identity/link.ts';
import type { Api } from './api.ts';

/** What changing who is who needs, at the time of this request. */
export function linkingOf({ table, settings, now }: Api, brand: string): Promise<Linking> {
  return linkingAt({ table, settings, now: now() }, brand);
}
