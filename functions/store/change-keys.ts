import { digest, escapePart } from '../interaction/ids.ts';
import type { Key } from './keys.ts';
import { tableSchema } from './table-schema.ts';

/** Keys of the change feed, as keys.ts builds the others: parts are escaped, and the brand is in each key. */

/** Says that a change stands in the feed. */
export function changeMarkerKey(brand: string, changeId: string): Key {
  return { pk: `CHANGE#${brand}#${escapePart(changeId)}`, sk: 'CHANGE' };
}

/** A place in the feed of a brand: when the change was written, then its id. */
export function changeKey(brand: string, writtenAt: string, changeId: string): Key {
  return { pk: changesOfDay(brand, writtenAt.slice(0, 10)), sk: `${writtenAt}#${changeId}` };
}

/** The partition of a day (UTC), such as `2026-03-10`. */
export function changesOfDay(brand: string, day: string): string {
  return `CHANGES#${brand}#${day}`;
}

/** The same change has the same id, however often it is told: a link is made once and revoked once. */
export function changeIdFor(brand: string, type: string, linkId: string): string {
  return `chg_${digest([brand, type, linkId].join('#'))}`;
}

/** The brand of a link's partition; undefined for any other key. */
export function brandOfLink(pk: string): string | undefined {
  return pk.startsWith(tableSchema.linkPrefix) ? pk.split('#')[1] : undefined;
}
