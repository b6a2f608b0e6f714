import type { Identity } from '../interaction/identity.ts';
import type { JourneyTable } from './journey-table.ts';
import { conversationKey, identityDigest } from './keys.ts';
import { Expression, updateItem } from './update.ts';

/** An item that every opening and closing writes must stay small: 30 bytes each. */
const MAX_COPIED = 100;

/**
 * Keeps whom a mail of a conversation went to: they may join it by an answer. Only grows, so any order and any
 * repetition leave the same, as long as there is room.
 */
export async function noteCopied(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  identities: readonly Identity[],
): Promise<void> {
  const digests = [...new Set(identities.map(identityDigest))].slice(0, MAX_COPIED);
  if (digests.length === 0) return;
  const key = conversationKey(brand, conversationId);
  const more = new Expression();
  const copied = more.path('copied');
  const { item, applied } = await updateItem(table, key, more, {
    set: digests.map((digest) => `${more.path('copied', digest)} = ${more.value(true)}`),
    conditions: [`attribute_exists(${copied})`, `size(${copied}) < ${more.value(MAX_COPIED)}`],
  });
  if (applied || item === undefined || 'copied' in item) return;
  const first = new Expression();
  const map = first.value(Object.fromEntries(digests.map((digest) => [digest, true])));
  const result = await updateItem(table, key, first, {
    set: [`${first.path('copied')} = ${map}`],
    conditions: [`attribute_exists(${first.path('pk')})`, `attribute_not_exists(${first.path('copied')})`],
  });
  // Another mail was faster: now there is a map to add to.
  if (!result.applied && result.item !== undefined)
    await noteCopied(table, brand, conversationId, identities);
}
