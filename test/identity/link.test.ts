import { describe, expect, it } from 'vitest';
import { link } from '../../functions/identity/link.ts';
import { revoke } from '../../functions/identity/revoke.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { readMembers, resolveCustomer } from '../../functions/store/heads.ts';
import { claimIdentity } from '../../functions/store/identities.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { customerIdFor } from '../../functions/store/keys.ts';
import { readLinks } from '../../functions/store/links.ts';
import { at, HOUR, message, noon, phone, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { metered } from '../store/metered-client.ts';

const tables = journeyTables();
const brand = 'demo';
const evidence = { brand, reason: 'agent', by: 'test', confidence: 1 } as const;

function person(index: number): Identity {
  return { kind: 'messenger', scope: 'page', value: `person-${index}` };
}

function idOf(identity: Identity): string {
  return customerIdFor(brand, identity, 0);
}

async function claimed(table: JourneyTable, count: number): Promise<Identity[]> {
  const identities = Array.from({ length: count }, (_, index) => person(index));
  for (const [index, identity] of identities.entries())
    await claimIdentity(table, brand, identity, at(index * HOUR));
  return identities;
}

async function whose(table: JourneyTable, customerId: string): Promise<string[]> {
  const members = await readMembers(table, brand, customerId);
  return members.map(({ identity }) => identity.value).sort();
}

async function say(table: JourneyTable, identity: Identity, id: string, hours: number) {
  const sent = { provider: 'social/messenger', account: 'page', identity } as const;
  await routeEvent(routingOf(table, noon + hours * HOUR), message({ id, atMs: hours * HOUR, ...sent }));
}

async function told(table: JourneyTable, customerId: string) {
  const page = await readJourney(table, brand, customerId, { limit: 100, order: 'oldest-first' });
  return page?.entries.map(({ interactionId }) => interactionId.split(':').at(-1));
}

describe('a link', () => {
  it('makes one person of two: the older id stays, the other is an alias, both journeys are read', async () => {
    const table = await tables.table();
    const [ada, alias] = [person(1), person(2)];
    await say(table, alias, 'second', 1);
    await say(table, ada, 'first', 0);
    await say(table, alias, 'third', 2);
    const outcome = await link({ table, now: noon }, { ...evidence, a: alias, b: ada });
    expect(outcome).toMatchObject({ outcome: 'joined', customerId: idOf(ada) });
    expect(await whose(table, idOf(ada))).toEqual(['person-1', 'person-2']);
    expect(await resolveCustomer(table, brand, idOf(alias))).toBe(idOf(ada));
    expect(await told(table, idOf(ada))).toEqual(['first', 'second', 'third']);
    expect(await told(table, idOf(alias))).toEqual(['first', 'second', 'third']);
  });

  it('costs 14 units and 6 for each identity that moves, however long the journeys', async () => {
    const table = await tables.table();
    const [a, b] = [person(1), person(2)];
    for (const hour of [0, 1, 2, 3, 4, 5]) await say(table, hour % 2 ? a : b, `said ${hour}`, hour);
    const { table: counted, cost } = await metered(table);
    const { linkId } = await link({ table: counted, now: noon }, { ...evidence, a, b });
    expect(cost.writeUnits).toBeLessThanOrEqual(14 + 6);
    cost.writeUnits = 0;
    await revoke({ table: counted, now: noon }, { brand, linkIds: [linkId], by: 'test' });
    expect(cost.writeUnits).toBeLessThanOrEqual(14 + 6);
  });

  it('changes nothing when it is made again, and nothing at all of an identity with itself', async () => {
    const table = await tables.table();
    const [a, b] = await claimed(table, 2);
    if (a === undefined || b === undefined) throw new Error('Nobody is there');
    const login = { ...evidence, reason: 'login', a, b } as const;
    const first = await link({ table, now: noon }, login);
    const before = await dump(table);
    const again = await link({ table, now: noon + HOUR }, { ...login, a: b, b: a });
    expect(again).toEqual({ ...first, outcome: 'already' });
    await expect(link({ table, now: noon }, { ...login, a, b: a })).rejects.toThrow('itself');
    expect(await dump(table)).toEqual(before);
  });

  it('does not join a blocked value', async () => {
    const table = await tables.table();
    const [a, b] = await claimed(table, 2);
    if (a === undefined || b === undefined) throw new Error('Nobody is there');
    const before = await dump(table);
    const isBlocked = ({ value }: Identity) => value === b.value;
    const outcome = await link({ table, now: noon, isBlocked }, { ...evidence, a, b });
    expect(outcome.outcome).toBe('blocked');
    expect(await dump(table)).toEqual(before);
  });

  it('does not make a customer of 26 identities', async () => {
    const table = await tables.table();
    const identities = await claimed(table, 26);
    const [first, ...others] = identities;
    if (first === undefined) throw new Error('Nobody is there');
    const linking = { table, now: noon };
    const outcomes: string[] = [];
    for (const other of others)
      outcomes.push((await link(linking, { ...evidence, a: first, b: other })).outcome);
    expect(outcomes).toEqual([...Array<string>(24).fill('joined'), 'full']);
    expect(await readMembers(table, brand, idOf(first))).toHaveLength(25);
    expect(await whose(table, idOf(person(25)))).toEqual(['person-25']);
  }, 60_000);

  it('joins two phones of two brands to nobody: each brand knows its own', async () => {
    const table = await tables.table();
    await routeEvent(routingOf(table), message({ id: 'here', identity: phone() }));
    await routeEvent(routingOf(table), message({ id: 'there', identity: phone(), brand: 'other' }));
    await link({ table, now: noon + HOUR }, { ...evidence, a: phone(), b: person(1) });
    expect(await readMembers(table, brand, idOf(phone()))).toHaveLength(2);
    expect(await readMembers(table, 'other', customerIdFor('other', phone(), 0))).toHaveLength(1);
  });
});

describe('a revoked link', () => {
  it('gives each identity its own back, with what came in between', async () => {
    const table = await tables.table();
    const [a, b] = [person(1), person(2)];
    await say(table, a, 'a before', 0);
    await say(table, b, 'b before', 1);
    const { linkId } = await link({ table, now: noon }, { ...evidence, a, b });
    await say(table, a, 'a between', 2);
    await say(table, b, 'b between', 3);
    const parting = await revoke(
      { table, now: noon },
      { brand, linkIds: [linkId], by: 'test', why: 'wrong' },
    );
    expect(parting.stillJoinedBy).toEqual([]);
    await say(table, a, 'a after', 4);
    await say(table, b, 'b after', 5);
    expect(await told(table, idOf(a))).toEqual(['a before', 'a between', 'a after']);
    expect(await told(table, idOf(b))).toEqual(['b before', 'b between', 'b after']);
    const links = await readLinks(table, brand, [{ identity: a, epoch: 0 }]);
    expect(links).toMatchObject([{ linkId, revoked: { by: 'test', why: 'wrong', at: at(0) } }]);
  });

  it('says the same again when it is revoked twice, and names what still joins its ends', async () => {
    const table = await tables.table();
    const [a, b, c] = await claimed(table, 3);
    if (a === undefined || b === undefined || c === undefined) throw new Error('Nobody is there');
    const linking = { table, now: noon };
    const direct = await link(linking, { ...evidence, a, b, linkId: 'lnk_direct' });
    await link(linking, { ...evidence, a, b: c, linkId: 'lnk_left' });
    await link(linking, { ...evidence, a: c, b, linkId: 'lnk_right' });
    const parting = await revoke(linking, { brand, linkIds: [direct.linkId], by: 'test' });
    expect(parting.stillJoinedBy.map(({ linkId }) => linkId).sort()).toEqual(['lnk_left', 'lnk_right']);
    expect(await whose(table, idOf(a))).toHaveLength(3);
    const before = await dump(table);
    const again = await revoke(linking, { brand, linkIds: [direct.linkId], by: 'other' });
    expect(again.wasRevoked).toBe(true);
    expect(await dump(table)).toEqual(before);
    await revoke(linking, { brand, linkIds: ['lnk_left', 'lnk_right'], by: 'test' });
    expect(await whose(table, idOf(b))).toEqual([b.value]);
  });

  it('keeps its rule from joining the pair again', async () => {
    const table = await tables.table();
    const [a, b] = await claimed(table, 2);
    if (a === undefined || b === undefined) throw new Error('Nobody is there');
    const linking = { table, now: noon };
    const order = { ...evidence, reason: 'order', a, b } as const;
    const { linkId } = await link(linking, order);
    await revoke(linking, { brand, linkIds: [linkId], by: 'test' });
    expect(await link(linking, { ...order, source: 'a later one' })).toMatchObject({ outcome: 'blocked' });
    expect(await whose(table, idOf(a))).toEqual([a.value]);
    expect(await link(linking, { ...order, reason: 'login' })).toMatchObject({ outcome: 'joined' });
  });

  it('leaves a conversation of both open for whoever wrote last, and both in it', async () => {
    const table = await tables.table();
    const [a, b] = [person(1), person(2)];
    await say(table, a, 'question', 0);
    const { linkId } = await link({ table, now: noon }, { ...evidence, a, b });
    await say(table, b, 'goes on', 1);
    await revoke({ table, now: noon }, { brand, linkIds: [linkId], by: 'test' });
    await say(table, b, 'still', 2);
    await say(table, a, 'again', 3);
    const entries = async (id: string) =>
      (await readJourney(table, brand, id, { limit: 9, order: 'oldest-first' }))?.entries ?? [];
    const [first, last] = await entries(idOf(a));
    const [next, still] = await entries(idOf(b));
    expect(next?.conversationId).toBe(first?.conversationId);
    expect(still?.conversationId).toBe(first?.conversationId);
    expect(last?.conversationId).not.toBe(first?.conversationId);
  });
});
