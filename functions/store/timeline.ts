import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Identity } from '../interaction/identity.ts';
import { fromItem } from './attributes.ts';
import { type InteractionItem, interactionItem } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import { behind, timelineKey } from './keys.ts';
import { tableSchema } from './table-schema.ts';
import { Expression } from './update.ts';

const { timelineIndex } = tableSchema;

/** Sort keys from and to, both inclusive, in one identity's timeline. */
export interface TimelineRange {
  from: string;
  to: string;
}

export interface TimelineRead extends TimelineRange {
  brand: string;
  identity: Identity;
  isNewestFirst: boolean;
  /** How many entries are looked at; what the filter leaves out is looked at too. */
  limit: number;
  /** Attributes that must be equal, or begin so. */
  filter?: { equals?: Record<string, string>; beginsWith?: Record<string, string> } | undefined;
}

export interface TimelineSlice {
  items: Record<string, unknown>[];
  /** The sort key up to which was looked, when there may be more behind it. */
  reached: string | undefined;
}

function filterOf(filter: TimelineRead['filter'], expression: Expression): string | undefined {
  const equals = Object.entries(filter?.equals ?? {}).map(
    ([name, value]) => `${expression.path(name)} = ${expression.value(value)}`,
  );
  const begins = Object.entries(filter?.beginsWith ?? {}).map(
    ([name, value]) => `begins_with(${expression.path(name)}, ${expression.value(value)})`,
  );
  const parts = [...equals, ...begins];
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function sortOf(key: Record<string, AttributeValue> | undefined): string | undefined {
  return key?.[timelineIndex.sortKey]?.S;
}

/** One query of the index; eventually consistent, as every index is. */
export async function readTimeline(table: JourneyTable, read: TimelineRead): Promise<TimelineSlice> {
  const expression = new Expression();
  const partition = expression.path(timelineIndex.partitionKey);
  const sort = expression.path(timelineIndex.sortKey);
  const owner = expression.value(timelineKey(read.brand, read.identity));
  const bounds = `${expression.value(read.from)} AND ${expression.value(read.to)}`;
  const FilterExpression = filterOf(read.filter, expression);
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: timelineIndex.indexName,
      KeyConditionExpression: `${partition} = ${owner} AND ${sort} BETWEEN ${bounds}`,
      ...(FilterExpression !== undefined && { FilterExpression }),
      ExpressionAttributeNames: expression.names,
      ExpressionAttributeValues: expression.values,
      ScanIndexForward: !read.isNewestFirst,
      Limit: read.limit,
    }),
  );
  return { items: Items.map(fromItem), reached: sortOf(LastEvaluatedKey) };
}

/** Sorts before and behind every time there is. */
export const BEGINNING = '0';
export const END = '~';

/** The entries of an identity next to a time, at most one on each side. */
export async function neighbours(
  table: JourneyTable,
  brand: string,
  identity: Identity,
  at: string,
): Promise<InteractionItem[]> {
  const own = { brand, identity, limit: 1 };
  const slices = await Promise.all([
    readTimeline(table, { ...own, from: BEGINNING, to: behind(at), isNewestFirst: true }),
    readTimeline(table, { ...own, from: behind(at), to: END, isNewestFirst: false }),
  ]);
  return slices.flatMap(({ items }) => items.map((item) => interactionItem.parse(item)));
}

/** How many later entries are looked at before a sighting counts as the latest. */
const LOOK_AHEAD = 25;

/** True when a later inbound message of the identity came in at the same account. */
export async function hasLaterContact(
  table: JourneyTable,
  sighting: { brand: string; provider: string; account: string; contact: { identity: Identity }; at: string },
): Promise<boolean> {
  const { brand, provider, account, contact, at } = sighting;
  const { items } = await readTimeline(table, {
    brand,
    identity: contact.identity,
    from: behind(at),
    to: END,
    isNewestFirst: true,
    limit: LOOK_AHEAD,
    filter: { equals: { provider, account, direction: 'inbound' } },
  });
  return items.length > 0;
}
