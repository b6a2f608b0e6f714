import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { type Channel, channelSchema, channels, identitySchema } from '../interaction/identity.ts';
import { timestampSchema } from '../interaction/time.ts';
import { toItem } from './attributes.ts';
import type { JourneyTable } from './journey-table.ts';
import { handoffKey, openCodesKey } from './keys.ts';
import { readItem, readItems } from './read-items.ts';
import { Expression, updateItem, whereItHolds } from './update.ts';

export const handoffKinds = ['link', 'code', 'qr'] as const;

/** An invitation to carry a conversation to another channel. Its token or code stands here as a keyed hash alone. */
export const handoffItem = z.object({
  handoffId: z.string(),
  kind: z.enum(handoffKinds),
  /** The channel on which it may be presented, and no other. */
  channel: channelSchema,
  conversationId: z.string(),
  /** Who was invited: the participant that the presenter turns out to be. */
  identity: identitySchema,
  proof: z.string(),
  createdAt: timestampSchema,
  createdBy: z.string(),
  validUntil: timestampSchema,
  /** Who used it up, and with what: the same again gets the same answer. */
  taken: z.object({ by: z.string(), at: timestampSchema, identity: identitySchema }).optional(),
});
export type Handoff = z.infer<typeof handoffItem>;

/** A redrive of a failed event comes within 14 days, and must find what it used up. */
const KEPT_SECONDS = 14 * 24 * 3600;

function expiresAt(validUntil: string): number {
  return Math.floor(Date.parse(validUntil) / 1000) + KEPT_SECONDS;
}

/**
 * Writes a new handoff. False when its id is taken: by an open code, or by one that was used and is still
 * remembered.
 */
export async function putHandoff(table: JourneyTable, brand: string, handoff: Handoff): Promise<boolean> {
  const command = new PutItemCommand({
    TableName: table.tableName,
    Item: toItem({
      ...handoffKey(brand, handoff.handoffId),
      ...handoff,
      expiresAt: expiresAt(handoff.validUntil),
    }),
    ConditionExpression: 'attribute_not_exists(pk) OR (attribute_not_exists(taken) AND validUntil < :now)',
    ExpressionAttributeValues: toItem({ ':now': handoff.createdAt }),
  });
  return whereItHolds(() => table.client.send(command));
}

/** One consistent read; undefined when this brand has none with this id. */
export async function readHandoff(
  table: JourneyTable,
  brand: string,
  handoffId: string,
): Promise<Handoff | undefined> {
  const item = await readItem(table, handoffKey(brand, handoffId));
  return item && handoffItem.parse(item);
}

/** Those of the ids that this brand has, used up or not. */
export async function readHandoffs(
  table: JourneyTable,
  brand: string,
  ids: readonly string[],
): Promise<Handoff[]> {
  const items = await readItems(
    table,
    ids.map((id) => handoffKey(brand, id)),
  );
  return items.filter((item) => item !== undefined).map((item) => handoffItem.parse(item));
}

/** Uses a handoff up, unless somebody was faster. Resolves to how it stands after: `taken` tells whose it is. */
export async function takeHandoff(
  table: JourneyTable,
  brand: string,
  handoff: Handoff,
  taken: NonNullable<Handoff['taken']>,
): Promise<Handoff | undefined> {
  const expression = new Expression();
  const path = expression.path('taken');
  const proof = expression.path('proof');
  const { item } = await updateItem(table, handoffKey(brand, handoff.handoffId), expression, {
    set: [`${path} = ${expression.value(taken)}`],
    // A code that was given out anew has another life: the one that was read must still stand.
    conditions: [
      `attribute_not_exists(${path})`,
      `${proof} = ${expression.value(handoff.proof)}`,
      `${expression.path('createdAt')} = ${expression.value(handoff.createdAt)}`,
    ],
  });
  return item && handoffItem.parse(item);
}

const openCodes = z.object({ openUntil: timestampSchema });

/** Notes, before a code is given out, until when one may be open on a channel. Only grows. */
export async function noteOpenCode(
  table: JourneyTable,
  brand: string,
  channel: Channel,
  openUntil: string,
): Promise<void> {
  const expression = new Expression();
  const path = expression.path('openUntil');
  const value = expression.value(openUntil);
  await updateItem(table, openCodesKey(brand, channel), expression, {
    set: [
      `${path} = ${value}`,
      `${expression.path('expiresAt')} = ${expression.value(expiresAt(openUntil))}`,
    ],
    conditions: [`attribute_not_exists(${path}) OR ${path} < ${value}`],
  });
}

/** Whether a code may have been open on a channel at a time. */
export async function mayBeOpen(
  table: JourneyTable,
  brand: string,
  channel: Channel,
  at: string,
): Promise<boolean> {
  const item = await readItem(table, openCodesKey(brand, channel));
  return item !== undefined && openCodes.parse(item).openUntil >= at;
}

/** The channels on which a code may have been open at a time: one read. */
export async function openChannels(table: JourneyTable, brand: string, at: string): Promise<Channel[]> {
  const items = await readItems(
    table,
    channels.map((channel) => openCodesKey(brand, channel)),
  );
  return channels.filter((_, index) => {
    const item = items[index];
    return item !== undefined && openCodes.parse(item).openUntil >= at;
  });
}
