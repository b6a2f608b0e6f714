import {
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { ConflictError } from '../errors.ts';
import { identitySchema } from '../interaction/identity.ts';
import { DAY_MS, timestampSchema } from '../interaction/time.ts';
import { fromItem } from './attributes.ts';
import { changeKey, changeMarkerKey, changesOfDay } from './change-keys.ts';
import { linkReasons } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { putNew } from './membership.ts';
import { Expression } from './update.ts';

export const changeTypes = ['link-made', 'link-revoked'] as const;

/** That who is who has changed. A notice, not state: whoever reads it asks who somebody is now. */
export const changeItem = z.object({
  changeId: z.string(),
  type: z.enum(changeTypes),
  linkId: z.string(),
  a: identitySchema,
  b: identitySchema,
  reason: z.enum(linkReasons),
  /** Who made the change, which of a revoked link is who revoked it. */
  by: z.string(),
  at: timestampSchema,
  why: z.string().optional(),
});
export type Change = z.infer<typeof changeItem>;

/** A function that writes changes is cut off after ten seconds: what is older than this is there, or never will be. */
export const SETTLED_MS = 15_000;
const KEPT_MS = 30 * DAY_MS;
/** Longer than it is promised, so that whoever begins with the oldest can read on. */
const EXPIRES_MS = KEPT_MS + DAY_MS;
/** A request looks into so many days at most. */
const MAX_DAYS = 8;

const timeOf = (ms: number) => new Date(ms).toISOString();

/**
 * Puts a change into the feed of a brand, once: false when it stands there already. `now` (ms) is the moment of
 * writing, as the feed's readers wait for it. Throws what DynamoDB throws, also when others are at it just now.
 */
export async function writeChange(
  table: JourneyTable,
  brand: string,
  change: Change,
  now: number,
): Promise<boolean> {
  const expiresAt = Math.ceil((now + EXPIRES_MS) / 1000);
  const writes = [
    putNew(changeMarkerKey(brand, change.changeId), { expiresAt }),
    putNew(changeKey(brand, timeOf(now), change.changeId), { ...change, expiresAt }),
  ];
  const TransactItems = writes.map((write) => write(table.tableName));
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    if (error.CancellationReasons?.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false;
    throw error;
  }
}

const TIME_LENGTH = '2026-03-10T12:00:00.000Z'.length;

/** A place in the feed: behind a change, or before everything that was written from a time on. */
export const changePositionSchema = z
  .string()
  .regex(/^[^#]{24}(#chg_[A-Za-z0-9_-]{22})?$/)
  .refine((position) => timestampSchema.safeParse(position.slice(0, TIME_LENGTH)).success);

const placed = changeItem.extend({ sk: z.string() });

interface Span {
  day: string;
  after: string;
  before: string;
  limit: number;
}

/** Changes of one day behind a position and before a time; `isCut` when there may be more of them. */
async function readDay(table: JourneyTable, brand: string, { day, after, before, limit }: Span) {
  const expression = new Expression();
  const owner = `${expression.path('pk')} = ${expression.value(changesOfDay(brand, day))}`;
  // A space sorts behind the position itself and before everything that follows it.
  const span = `BETWEEN ${expression.value(`${after} `)} AND ${expression.value(before)}`;
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: `${owner} AND ${expression.path('sk')} ${span}`,
      ExpressionAttributeNames: expression.names,
      ExpressionAttributeValues: expression.values,
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  const changes = Items.map((item) => placed.parse(fromItem(item)));
  return { changes, isCut: LastEvaluatedKey !== undefined || changes.length === limit };
}

export interface ChangesPage {
  changes: Change[];
  /** Where the next page begins: there always is one. */
  cursor: string;
  /** False when this page reached what is being written now. */
  hasMore: boolean;
}

function startOf(cursor: string | undefined, now: number): string {
  if (cursor === undefined) return timeOf(now - KEPT_MS);
  if (cursor < timeOf(now - EXPIRES_MS))
    throw new ConflictError(
      'This cursor is older than changes are kept, so some are gone: begin without a cursor, and compare what you hold',
    );
  return cursor;
}

/**
 * A page of a brand's changes, oldest first, of those that were written at least 15 seconds ago: so none that is
 * committed late is ever behind a cursor. It may be short, or empty, with more to come. Without a cursor it begins
 * with the oldest that is kept. Throws ConflictError for a cursor from before that.
 */
export async function readChanges(
  table: JourneyTable,
  brand: string,
  { cursor, limit, now }: { cursor?: string | undefined; limit: number; now: number },
): Promise<ChangesPage> {
  const settled = timeOf(now - SETTLED_MS);
  let after = startOf(cursor, now);
  const changes: Change[] = [];
  for (let days = 0; days < MAX_DAYS && after < settled; days += 1) {
    const day = after.slice(0, 10);
    const span = { day, after, before: settled, limit: limit - changes.length };
    const read = await readDay(table, brand, span);
    changes.push(...read.changes);
    const last = read.changes.at(-1);
    if (read.isCut && last !== undefined) return { changes, cursor: last.sk, hasMore: true };
    after = timeOf(Date.parse(day) + DAY_MS);
  }
  return after < settled
    ? { changes, cursor: after, hasMore: true }
    : { changes, cursor: laterOf(cursor, settled), hasMore: false };
}

/** Of two functions whose clocks differ, the slower one must not send a reader back. */
function laterOf(cursor: string | undefined, settled: string): string {
  return cursor !== undefined && cursor > settled ? cursor : settled;
}
