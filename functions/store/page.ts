import { addressItem, type InteractionItem, interactionItem } from './items.ts';
import { journeyEntry } from './journey-entry.ts';
import type { JourneyTable } from './journey-table.ts';
import type { Page } from './journey-view.ts';
import { addressKey } from './keys.ts';
import type { Merged } from './merge-timelines.ts';
import type { Watermarks } from './progress.ts';
import { readItems } from './read-items.ts';

/** Where an interaction's address item lies. */
function addressOf(brand: string, { contact, provider, account }: InteractionItem) {
  return addressKey(brand, contact.identity, provider, account);
}

/** What the addresses say that we wrote to: one read for a page that holds anything we sent. */
async function readWatermarks(
  table: JourneyTable,
  brand: string,
  items: readonly InteractionItem[],
): Promise<Map<string, Watermarks>> {
  const sent = items.filter(({ direction }) => direction === 'outbound');
  const keys = new Map(sent.map((item) => addressOf(brand, item)).map((key) => [key.pk + key.sk, key]));
  const addresses = await readItems(table, [...keys.values()]);
  const names = [...keys.keys()];
  return new Map(addresses.map((item, index) => [names[index] ?? '', item ? addressItem.parse(item) : {}]));
}

/** Makes a page of what a merge found. */
export async function pageOf(table: JourneyTable, brand: string, merged: Merged): Promise<Page> {
  const parsed = merged.items.map((item) => interactionItem.parse(item));
  const watermarks = await readWatermarks(table, brand, parsed);
  const entries = parsed.map((item, index) => {
    const { pk, sk } = addressOf(brand, item);
    return journeyEntry(merged.items[index] ?? {}, watermarks.get(pk + sk) ?? {});
  });
  return { entries, cursor: merged.cursor };
}
