import type { IdentityItem, OpenConversation } from './items.ts';
import { snapshotItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { identityDigest, snapshotKey } from './keys.ts';
import { readItem } from './read-items.ts';
import { contention, Expression, MAX_TRIES, updateItem } from './update.ts';

async function entryOf(
  table: JourneyTable,
  brand: string,
  customerId: string,
  conversationId: string,
): Promise<OpenConversation | undefined> {
  const item = await readItem(table, snapshotKey(brand, customerId));
  return item && snapshotItem.parse(item).conversations[conversationId];
}

/** Puts an entry into a set, unless it is in it. Throws DeliveryError (retryable) when its customer was merged meanwhile. */
async function put(
  table: JourneyTable,
  brand: string,
  { identity, customerId }: IdentityItem,
  conversationId: string,
  entry: OpenConversation,
): Promise<void> {
  const own = identityDigest(identity);
  const handed: OpenConversation = { ...entry, lastBy: own, joined: { [own]: true } };
  const expression = new Expression();
  const path = expression.path('conversations', conversationId);
  const counter = expression.path('openings');
  const { item } = await updateItem(table, snapshotKey(brand, customerId), expression, {
    set: [`${path} = ${expression.value(handed)}`, `${counter} = ${counter} + ${expression.value(1)}`],
    conditions: [`attribute_not_exists(${path})`, `attribute_not_exists(${expression.path('movedTo')})`],
  });
  if (snapshotItem.parse(item).conversations[conversationId] === undefined) throw contention('customer');
}

/** Takes an entry out of a set, if it stands as it was read. False when it has moved on. */
async function take(
  table: JourneyTable,
  brand: string,
  customerId: string,
  conversationId: string,
  { lastAt }: OpenConversation,
): Promise<boolean> {
  const expression = new Expression();
  const path = expression.path('conversations', conversationId);
  const { applied } = await updateItem(table, snapshotKey(brand, customerId), expression, {
    remove: [path],
    conditions: [
      `${expression.path('conversations', conversationId, 'lastAt')} = ${expression.value(lastAt)}`,
    ],
  });
  return applied;
}

/** Hands an open conversation from some customers' sets to another's: first there, then gone here. */
export async function handEntry(
  table: JourneyTable,
  brand: string,
  conversationId: string,
  { from, to }: { from: readonly string[]; to: IdentityItem },
): Promise<void> {
  for (const customerId of from) {
    for (let attempt = 0; ; attempt += 1) {
      if (attempt === MAX_TRIES) throw contention('snapshot');
      const entry = await entryOf(table, brand, customerId, conversationId);
      if (entry === undefined) break;
      await put(table, brand, to, conversationId, entry);
      if (await take(table, brand, customerId, conversationId, entry)) break;
    }
  }
}
