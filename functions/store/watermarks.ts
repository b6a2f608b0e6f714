import type { MovingEvent } from '../interaction/event.ts';
import { addressItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { addressKey } from './keys.ts';
import { readItem } from './read-items.ts';
import { Expression, updateItem } from './update.ts';

export type WatermarkEvent = Extract<MovingEvent, { type: 'watermark' }>;

const attributes = { delivered: 'deliveredUpTo', read: 'readUpTo' } as const;

/** Raises how far an identity was delivered to, or has read. It never falls; one that stands costs no write. */
export async function raiseWatermark(table: JourneyTable, event: WatermarkEvent): Promise<void> {
  const { brand, identity, provider, account, upTo } = event;
  const key = addressKey(brand, identity, provider, account);
  const item = await readItem(table, key);
  const standing = item && addressItem.parse(item)[attributes[event.status]];
  if (standing !== undefined && standing >= upTo) return;
  const expression = new Expression();
  const path = expression.path(attributes[event.status]);
  const value = expression.value(upTo);
  await updateItem(table, key, expression, {
    set: [
      `${path} = ${value}`,
      `${expression.path('provider')} = ${expression.value(provider)}`,
      `${expression.path('account')} = ${expression.value(account)}`,
    ],
    conditions: [`attribute_not_exists(${path}) OR ${path} < ${value}`],
  });
}
