import { readPerson } from './heads.ts';
import type { Member } from './items.ts';
import type { JourneyTable } from './journey-table.ts';
import type { JourneyEntry, JourneyQuery, Page } from './journey-view.ts';
import { type Lane, mergeTimelines } from './merge-timelines.ts';
import { pageOf } from './page.ts';
import { END } from './timeline.ts';

function later(left: string, right: string | undefined): string {
  return right !== undefined && right > left ? right : left;
}

function earlier(left: string, right: string | undefined): string {
  return right !== undefined && right < left ? right : left;
}

/** What came in without an address while others were the same person may have been meant for them. */
function withReview(entry: JourneyEntry, members: readonly Member[]): JourneyEntry {
  const { identity } = entry.contact;
  const own = members.find(
    (member) => member.reviews !== undefined && member.identity.value === identity.value,
  );
  const review = own?.reviews?.findLast(({ from, to }) => from <= entry.receivedAt && entry.receivedAt <= to);
  return review === undefined || identity.kind !== 'customer' ? entry : { ...entry, review: review.linkId };
}

/**
 * A page of a customer's journey: all members' interactions inside their spans. Undefined when this brand has no
 * such customer. `limit` is 1 to 100; a cursor comes from the page before, with the same order.
 */
export async function readJourney(
  table: JourneyTable,
  brand: string,
  customerId: string,
  { limit, cursor, order, channel, from, to }: JourneyQuery,
): Promise<Page | undefined> {
  const person = await readPerson(table, brand, customerId);
  if (person === undefined) return undefined;
  const lanes = person.members.map(
    (member): Lane => ({
      identity: member.identity,
      from: later(member.from, from),
      // A bare time sorts before every entry of that time: the end is exclusive.
      to: earlier(member.to ?? END, to),
    }),
  );
  const isNewestFirst = order !== 'oldest-first';
  const filter = channel && { beginsWith: { provider: `${channel}/` } };
  const merged = await mergeTimelines(table, { brand, lanes, limit, cursor, isNewestFirst, filter });
  const page = await pageOf(table, brand, merged);
  return { ...page, entries: page.entries.map((entry) => withReview(entry, person.members)) };
}
