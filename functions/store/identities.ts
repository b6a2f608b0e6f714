import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { DeliveryError } from '../errors.ts';
import type { RecordedEvent } from '../interaction/event.ts';
import type { Identity } from '../interaction/identity.ts';
import { interactionId } from '../interaction/ids.ts';
import { type Plain, toItem } from './attributes.ts';
import { type InteractionState, interactionState } from './interaction-state.ts';
import { type IdentityItem, identityItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import {
  customerIdFor,
  customerKey,
  identityKey,
  interactionKey,
  type Key,
  memberKey,
  snapshotKey,
} from './keys.ts';
import { readItem, readItems } from './read-items.ts';
import { emptySnapshot } from './snapshots.ts';
import { Expression, updateItem } from './update.ts';

/** The first member of a customer holds since ever: an older message may still come in. */
const SINCE_EVER = new Date(0).toISOString();

/** Reads who the contact is, if known, and what stands of the interaction: one consistent call. */
export async function readContact(
  table: JourneyTable,
  event: RecordedEvent,
): Promise<{ identity: IdentityItem | undefined; interaction: InteractionState }> {
  const { identity } = event.interaction.contact;
  const [known, interaction] = await readItems(table, [
    identityKey(event.brand, identity),
    interactionKey(interactionId(event)),
  ]);
  return { identity: known && identityItem.parse(known), interaction: interactionState(interaction) };
}

function putOnce(table: JourneyTable, key: Key, attributes: Record<string, Plain>) {
  const Item = toItem({ ...key, ...attributes });
  return { Put: { TableName: table.tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/**
 * Makes a customer of an identity nobody knew: identity, customer, member and snapshot in one transaction.
 * Undefined when another writer was faster: then the winner is there to be read.
 */
export async function claimIdentity(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  firstSeenAt: string,
): Promise<IdentityItem | undefined> {
  const epoch = 0;
  const customerId = customerIdFor(brand, identity, epoch);
  const node = { identity, epoch };
  const born = { bornAt: firstSeenAt, from: SINCE_EVER };
  const item = { ...node, ...born, customerId, firstSeenAt, addresses: {} };
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      putOnce(table, identityKey(brand, identity), item),
      putOnce(table, customerKey(brand, customerId), { ...node, customerId, version: 1 }),
      putOnce(table, memberKey(brand, customerId, node), { ...node, ...born }),
      putOnce(table, snapshotKey(brand, customerId), emptySnapshot),
    ],
  });
  try {
    await table.client.send(command);
    return item;
  } catch (error) {
    if (lostRace(error)) return undefined;
    throw error;
  }
}

/** Who an identity is; undefined when this brand does not know it. */
export async function readIdentity(
  table: JourneyTable,
  brand: string,
  identity: Identity,
): Promise<IdentityItem | undefined> {
  const known = await readItem(table, identityKey(brand, identity));
  return known && identityItem.parse(known);
}

const CLAIM_TRIES = 3;

/** Who an identity is, claimed when nobody knew it. Throws DeliveryError (retryable) when it could be neither. */
export async function readOrClaim(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  firstSeenAt: string,
): Promise<IdentityItem> {
  for (let attempt = 0; attempt < CLAIM_TRIES; attempt += 1) {
    const known = await readIdentity(table, brand, identity);
    if (known !== undefined) return known;
    const claimed = await claimIdentity(table, brand, identity, firstSeenAt);
    if (claimed !== undefined) return claimed;
  }
  throw new DeliveryError('An identity could be neither read nor claimed', { retryable: true });
}

/** A condition, and nothing worse, stopped the transaction; conflicts and throttles are for the queue to retry. */
function lostRace(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  return codes.includes('ConditionalCheckFailed');
}

/** An older message of a known identity came in late. */
export async function lowerFirstSeen(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  at: string,
): Promise<void> {
  const expression = new Expression();
  const path = expression.path('firstSeenAt');
  const value = expression.value(at);
  await updateItem(table, identityKey(brand, identity), expression, {
    set: [`${path} = ${value}`],
    conditions: [`${path} > ${value}`],
  });
}
