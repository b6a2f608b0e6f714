import * as z from 'zod';
import type { Identity } from '../interaction/identity.ts';
import { identityText } from '../interaction/ids.ts';
import type { JourneyTable } from './journey-table.ts';
import { tableSchema } from './table-schema.ts';
import { readTimeline, type TimelineRead } from './timeline.ts';

/** Where a page ended: event time and digest of an interaction. Bounds every identity's timeline alike. */
export const timelinePositionSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#[A-Za-z0-9_-]{22}$/, 'not a cursor of this API');

/** One identity's part of a journey: sort keys, both inclusive. */
export interface Lane {
  identity: Identity;
  from: string;
  to: string;
}

/** Lanes that go on where another of their identity ends are one: a device has an epoch for each sign-in. */
function joinedLanes(lanes: readonly Lane[]): Lane[] {
  const joined = new Map<string, Lane>();
  for (const lane of lanes.toSorted((left, right) => (left.from < right.from ? -1 : 1))) {
    const name = identityText(lane.identity);
    const before = joined.get(`${name} ${lane.from}`);
    if (before !== undefined) joined.delete(`${name} ${lane.from}`);
    joined.set(`${name} ${lane.to}`, { ...lane, from: before?.from ?? lane.from });
  }
  return [...joined.values()];
}

export interface MergeQuery {
  brand: string;
  lanes: readonly Lane[];
  limit: number;
  cursor: string | undefined;
  isNewestFirst: boolean;
  filter: TimelineRead['filter'];
}

export interface Merged {
  items: Record<string, unknown>[];
  cursor: string | undefined;
}

/** A filtered page looks at no more than this times its limit in each lane, and may come back short. */
const FILTERED_FACTOR = 4;

function sortOf(item: Record<string, unknown>): string {
  return z.string().parse(item[tableSchema.timelineIndex.sortKey]);
}

function behindCursor(lane: Lane, { cursor, isNewestFirst }: MergeQuery): Lane {
  if (cursor === undefined) return lane;
  if (isNewestFirst) return { ...lane, to: cursor < lane.to ? cursor : lane.to };
  return { ...lane, from: cursor > lane.from ? cursor : lane.from };
}

async function readLane(table: JourneyTable, lane: Lane, query: MergeQuery) {
  const { brand, limit, cursor, isNewestFirst, filter } = query;
  // One more tells whether there is another page; the cursor's own entry is read again and left out.
  const readLimit = filter === undefined ? limit + (cursor === undefined ? 1 : 2) : limit * FILTERED_FACTOR;
  const slice = await readTimeline(table, { ...lane, brand, isNewestFirst, limit: readLimit, filter });
  return { ...slice, items: slice.items.filter((item) => sortOf(item) !== cursor) };
}

/**
 * One page over several timelines in event-time order: a k-way merge. An entry is given only when every lane was
 * looked at up to it. Costs one query a lane, however long the journey.
 */
export async function mergeTimelines(table: JourneyTable, query: MergeQuery): Promise<Merged> {
  const all = joinedLanes(query.lanes).map((lane) => behindCursor(lane, query));
  const lanes = all.filter(({ from, to }) => from <= to);
  const slices = await Promise.all(lanes.map((lane) => readLane(table, lane, query)));
  const isBefore = (left: string, right: string) => (query.isNewestFirst ? left > right : left < right);
  const reached = slices.flatMap((slice) => slice.reached ?? []);
  const frontier = reached.sort((left, right) => (isBefore(left, right) ? -1 : 1))[0];
  const ready = slices
    .flatMap(({ items }) => items)
    .filter((item) => frontier === undefined || !isBefore(frontier, sortOf(item)))
    .sort((left, right) => (isBefore(sortOf(left), sortOf(right)) ? -1 : 1));
  const items = ready.slice(0, query.limit);
  const last = items.at(-1);
  const isCut = ready.length > items.length && last !== undefined;
  return { items, cursor: isCut ? sortOf(last) : frontier };
}
