import { describe, expect, it } from 'vitest';
import { closeEpoch } from '../../functions/identity/close-epoch.ts';
import { link } from '../../functions/identity/link.ts';
import { revoke } from '../../functions/identity/revoke.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import { readMembers, resolveCustomer } from '../../functions/store/heads.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { readLinks } from '../../functions/store/links.ts';
import { areOne, chat, visitor as tablet } from '../conversation/handoffs.ts';
import { at, message, noon, routingOf } from '../router/events.ts';
import { interrupted, Killed, killedAtWrite } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const [ada, ben] = ['ada', 'ben'].map(
  (value): Identity => ({ kind: 'login', scope: 'shop.example', value }),
) as [Identity, Identity];

const said = (id: string, minute: number, text?: string): RecordedEvent =>
  message({ ...chat, id, atMs: minute * MINUTE, ...(text && { text }) });

const signedIn = (minute: number, who: Identity): RecordedEvent =>
  message({
    ...chat,
    id: `in ${minute}`,
    atMs: minute * MINUTE,
    identity: who,
    contact: { alsoKnownAs: [tablet], evidence: 'login' },
  });

function signedOut(minute: number): RecordedEvent {
  const event = said(`out ${minute}`, minute);
  const { contact, direction } = event.interaction;
  return { ...event, interaction: { kind: 'visit', name: 'sign-out', contact, direction } };
}

async function route(table: JourneyTable, ...events: RecordedEvent[]): Promise<void> {
  for (const event of events) await routeEvent(routingOf(table, Date.parse(event.receivedAt)), event);
}

const idOf = async (table: JourneyTable, identity: Identity) =>
  (await findCustomerId(table, 'demo', identity)) ?? '';

async function journeyOf(table: JourneyTable, identity: Identity): Promise<string[]> {
  const query = { limit: 100, order: 'oldest-first' } as const;
  const page = await readJourney(table, 'demo', await idOf(table, identity), query);
  return (page?.entries ?? []).map(({ interactionId }) => interactionId.split(':').at(-1) ?? '');
}

async function membersOf(table: JourneyTable, identity: Identity) {
  return readMembers(table, 'demo', await idOf(table, identity));
}

describe('who signs in again on a device that nobody used since they signed out', () => {
  it('has it as before, however often: one member, one link', async () => {
    const table = await tables.table();
    for (let minute = 0; minute < 24; minute += 2)
      await route(table, signedIn(minute, ada), signedOut(minute + 1));
    const members = await membersOf(table, ada);
    expect(members.map(({ identity, epoch }) => [identity.kind, epoch])).toEqual([
      ['login', 0],
      ['visitor', 0],
    ]);
    expect(await readLinks(table, 'demo', members)).toHaveLength(1);
    expect(await journeyOf(table, ada)).toHaveLength(24);
    expect(await areOne(table, ada, tablet)).toBe(false);
    await route(table, said('nobody', 25));
    expect(await journeyOf(table, ada)).toHaveLength(24);
    expect(await journeyOf(table, tablet)).toEqual(['nobody']);
  });

  it('is who an id stands for that was given out meanwhile, also after the next sign-out', async () => {
    const table = await tables.table();
    await route(table, signedIn(0, ada), signedOut(1));
    const meanwhile = await idOf(table, tablet);
    await route(table, signedIn(2, ada));
    expect(await resolveCustomer(table, 'demo', meanwhile)).toBe(await idOf(table, ada));
    await route(table, signedOut(3), signedIn(4, ben));
    expect(await resolveCustomer(table, 'demo', meanwhile)).toBe(await idOf(table, ada));
    expect(await idOf(table, ben)).not.toBe(meanwhile);
  });

  it('has it as before when the sign-in comes again, wherever a worker died, and so has who comes next', async () => {
    const before = await tables.table();
    await route(before, signedIn(0, ada), signedOut(1));
    const fresh = await tables.copiesOf(before);
    let call = 0;
    for (let isDone = false; !isDone; call += 1) {
      const table = await fresh();
      const dying = await killedAtWrite(table, call);
      isDone = await route(dying, signedIn(2, ada)).then(
        () => true,
        (error) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
      await route(table, signedIn(2, ada));
      const state = await dump(table);
      await route(table, signedIn(2, ada), signedOut(1));
      expect(await dump(table), `call ${call}`).toEqual(state);
      expect(await membersOf(table, ada), `call ${call}`).toHaveLength(2);
      expect(await areOne(table, ada, tablet)).toBe(true);
    }
    expect(call).toBeGreaterThan(3);
  });

  it('keeps it when a sign-out that broke off before comes again', async () => {
    const before = await tables.table();
    await route(before, signedIn(0, ada));
    const fresh = await tables.copiesOf(before);
    let isDone = false;
    for (let call = 0; !isDone; call += 1) {
      const table = await fresh();
      const dying = await killedAtWrite(table, call);
      isDone = await route(dying, signedOut(1)).then(
        () => true,
        (error) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
      const hadLeft = !(await areOne(table, ada, tablet));
      await route(table, signedIn(2, ada), signedOut(1));
      if (hadLeft) expect(await areOne(table, ada, tablet), `call ${call}`).toBe(true);
    }
  });

  it('gets what somebody says there in the same moment, as who signs in does, and once', async () => {
    const before = await tables.table();
    await route(before, signedIn(0, ada), signedOut(1));
    const fresh = await tables.copiesOf(before);
    let isOver = false;
    for (let call = 0; !isOver; call += 1) {
      const table = await fresh();
      const slow = await interrupted(table, call, () => route(table, signedIn(3, ada)));
      await route(slow.table, said('hello', 2));
      isOver = !slow.wasInterrupted();
      if (isOver) await route(table, signedIn(3, ada));
      expect(await journeyOf(table, ada), `call ${call}`).toEqual(['in 0', 'out 1', 'hello', 'in 3']);
      await route(table, said('more', 4));
      const page = await readJourney(table, 'demo', await idOf(table, tablet), { limit: 3 });
      const [more, ...others] = page?.entries ?? [];
      expect(others.map(({ conversationId }) => conversationId)).toContain(more?.conversationId);
    }
  });
});

describe('a device that was somebody else, or anybody, since the sign-out', () => {
  it('stays parted: nobody sees or joins what the others said', async () => {
    const table = await tables.table();
    await route(table, signedIn(0, ada), said('a', 1), signedOut(2));
    await route(table, signedIn(3, ben), said('b', 4), signedOut(5));
    await route(table, signedIn(6, ada), said('c', 7), signedOut(8));
    await route(table, signedIn(9, ben), said('d', 10));
    expect(await journeyOf(table, ada)).toEqual(['in 0', 'a', 'out 2', 'in 6', 'c', 'out 8']);
    expect(await journeyOf(table, ben)).toEqual(['in 3', 'b', 'out 5', 'in 9', 'd']);
  });

  it('is not resumed over what somebody did there', async () => {
    const table = await tables.table();
    await route(table, signedIn(0, ada), signedOut(1), said('nobody', 2), signedIn(3, ada));
    const [, ...devices] = await membersOf(table, ada);
    expect(devices.map(({ epoch, to }) => [epoch, to !== undefined])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  it('is not resumed when it was handed over by a call', async () => {
    const table = await tables.table();
    await route(table, signedIn(0, ada));
    const handover = { brand: 'demo', identity: tablet, at: at(MINUTE), closedBy: 'crm:1' };
    await closeEpoch({ table, now: noon }, handover);
    await route(table, signedIn(2, ada));
    expect((await membersOf(table, ada)).map(({ epoch }) => epoch)).toEqual([0, 0, 1]);
  });

  it('is not resumed by the sign-in of somebody else, nor by one that was taken back', async () => {
    const table = await tables.table();
    await route(table, signedIn(0, ada));
    const [wrong] = await readLinks(table, 'demo', await membersOf(table, ada));
    await route(table, signedOut(1), signedIn(2, ben));
    expect((await membersOf(table, ben)).map(({ epoch }) => epoch)).toEqual([0, 1]);
    const linkIds = [wrong?.linkId ?? ''];
    await revoke({ table, now: noon + 3 * MINUTE }, { brand: 'demo', linkIds, by: 'tests' });
    await route(table, signedOut(4), signedIn(5, ada));
    expect((await membersOf(table, ada)).map(({ epoch }) => epoch)).toEqual([0, 2]);
  });

  it('is not resumed by a sign-in that was taken back, also where somebody else says that it was theirs', async () => {
    const table = await tables.table();
    await route(table, signedIn(0, ada));
    const [wrong] = await readLinks(table, 'demo', await membersOf(table, ada));
    const linking = { table, now: noon + MINUTE };
    const decided = { reason: 'agent', by: 'tests', confidence: 1 } as const;
    await link(linking, { brand: 'demo', a: ada, b: tablet, ...decided });
    await revoke(linking, { brand: 'demo', linkIds: [wrong?.linkId ?? ''], by: 'tests' });
    await route(table, signedOut(2), signedIn(3, ada));
    expect((await membersOf(table, ada)).map(({ epoch }) => epoch)).toEqual([0, 0, 1]);
  });
});
