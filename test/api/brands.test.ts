import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { conversationIdFor } from '../../functions/store/keys.ts';
import { ada, listed, signedMail } from '../identity/suggesting.ts';
import { HOUR, message, noon, phone, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { apiOver } from './api-fixture.ts';

const tables = journeyTables();
const people = [phone('0123'), phone('0102'), ada];

/** The ids that a brand would tell nobody else. */
interface Ids {
  customers: string[];
  conversations: string[];
  interactions: string[];
  suggestion: string;
  /** Of merges and links that were made. */
  links: string[];
}

/** The same three people in each brand, one of whom may be another. */
async function populate(table: JourneyTable, brand: string): Promise<Ids> {
  const events = people.map((identity, nth) =>
    identity === ada
      ? signedMail({ brand })
      : message({ id: `said ${nth}`, brand, identity, atMs: nth * 1000 }),
  );
  for (const event of events) await routeEvent(routingOf(table, noon + HOUR), event);
  const customers = await Promise.all(people.map((identity) => findCustomerId(table, brand, identity)));
  const [suggestion] = await listed(table, 'pending', brand);
  return {
    customers: customers.map((id) => id ?? ''),
    conversations: events.map((event) => conversationIdFor(brand, interactionId(event))),
    interactions: events.map(interactionId),
    suggestion: suggestion?.suggestionId ?? '',
    links: ['lnk_none'],
  };
}

/** Everything in the table that is a brand's. */
function belongingsOf(items: Awaited<ReturnType<typeof dump>>, brand: string) {
  return Object.entries(items).filter(([key]) => new RegExp(`^[A-Z]+#${brand}[#: ]`).test(key));
}

type Pick = (list: readonly string[]) => string | undefined;
type Call = [path: string, body: unknown];
const written = ({ kind, value }: { kind: string; value: string }) => ({ kind, value });
const [ann, ben] = people.map(written);

/** One call of each operation that writes to somebody of whom the caller names an id. */
const byId: ((ids: Ids, pick: Pick) => Call)[] = [
  ({ customers }) => ['/v1/merges', { customers: [customers[0], customers[1]] }],
  ({ customers }) => ['/v1/merges', { customers: [customers[2], customers[1]] }],
  ({ links }, pick) => [`/v1/merges/${pick(links)}/undo`, {}],
  ({ links }, pick) => [`/v1/links/${pick(links)}/revoke`, {}],
  ({ customers }, pick) => [`/v1/customers/${pick(customers)}/splits`, { identities: [ben] }],
  ({ suggestion }) => [`/v1/suggestions/${suggestion}/accept`, undefined],
  ({ suggestion }) => [`/v1/suggestions/${suggestion}/decline`, undefined],
  ({ conversations }, pick) => [`/v1/conversations/${pick(conversations)}/close`, { reason: 'solved' }],
  ({ interactions, customers }, pick) => [
    '/v1/reassignments',
    { interactionId: pick(interactions), customerId: pick(customers) },
  ],
  ({ conversations, customers }, pick) => [
    '/v1/reassignments',
    { conversationId: pick(conversations), customerId: pick(customers) },
  ],
  ({ customers }, pick) => [`/v1/customers/${pick(customers)}/facts`, { name: 'name', value: 'Ada' }],
];

/** The same where an address says who: each brand may have somebody there. */
const byAddress: (() => Call)[] = [
  () => ['/v1/links', { a: ann, b: ben, reason: 'order' }],
  () => ['/v1/handovers', { identity: ben, handoverId: 'h-1' }],
];

/** Each operation by the one brand with its own ids and with those of the other, in any order. */
const steps = [...byId, ...byAddress].flatMap((operation) => [
  { operation, isForeign: false },
  { operation, isForeign: true },
]);
const stories = fc.tuple(
  fc.shuffledSubarray(steps, { minLength: steps.length }),
  fc.infiniteStream(fc.nat({ max: 2 })),
);

afterAll(() => vi.unstubAllEnvs());

describe('two brands', () => {
  it('with the same people: no operation of one touches an item of the other, whatever ids it is given', async () => {
    const table = await tables.table();
    const api = await apiOver(table);
    const worked = new Set<unknown>();
    let brands = 0;
    const populated = async () => {
      brands += 1;
      const brand = `brand-${brands}`;
      return { brand, token: await api.tokenFor(brand), ids: await populate(table, brand) };
    };
    await fc.assert(
      fc.asyncProperty(stories, async ([story, numbers]) => {
        const [own, other] = [await populated(), await populated()];
        let items = await dump(table);
        for (const { operation, isForeign } of story) {
          const nth = numbers.next().value;
          const asked = operation((isForeign ? other : own).ids, (list) => list.at(nth % list.length));
          const { status, body } = await api.post(...asked, { token: own.token });
          const before = items;
          items = await dump(table);
          expect(belongingsOf(items, other.brand)).toEqual(belongingsOf(before, other.brand));
          if (isForeign && byId.includes(operation)) {
            expect(status, asked[0]).toBeGreaterThanOrEqual(400);
            expect(items).toEqual(before);
          }
          if (status < 300) worked.add(operation);
          own.ids.links.unshift(...[body.mergeId, body.linkId].filter((id) => typeof id === 'string'));
        }
      }),
      { numRuns: 2 },
    );
    expect(worked.size).toBeGreaterThan(4);
  }, 60_000);
});
