import { describe, expect, it } from 'vitest';
import { redeemHandoff } from '../../functions/conversation/redeem-handoff.ts';
import { revoke } from '../../functions/identity/revoke.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Contact, Identity } from '../../functions/interaction/identity.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { findCustomerId, readCustomer } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { readLinks } from '../../functions/store/links.ts';
import { areOne, chat, issue, send, visitor as tablet } from '../conversation/handoffs.ts';
import { emailOf, HOUR, message, noon, phone, routingOf } from '../router/events.ts';
import { Killed, killedAt } from '../store/faulty-client.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const DAY = 24 * HOUR;
const [ada, ben, cara] = ['ada', 'ben', 'cara'].map(
  (value): Identity => ({ kind: 'login', scope: 'shop.example', value }),
) as [Identity, Identity, Identity];

function said(id: string, atMs: number, identity: Identity, contact: Partial<Contact> = {}): RecordedEvent {
  return message({ ...chat, id, atMs, identity, contact });
}

const signedIn = (id: string, atMs: number, who: Identity, device = tablet) =>
  said(id, atMs, who, { alsoKnownAs: [device], evidence: 'login' });

function signedOut(id: string, atMs: number): RecordedEvent {
  const event = said(id, atMs, tablet);
  const { contact, direction } = event.interaction;
  return { ...event, interaction: { kind: 'visit', name: 'sign-out', contact, direction } };
}

async function route(table: JourneyTable, event: RecordedEvent, nowMs = Date.parse(event.receivedAt) - noon) {
  await routeEvent(routingOf(table, noon + nowMs), event);
}

describe('a device of several people never makes one of them', () => {
  it('by a sign-in that comes in after a later one', async () => {
    const table = await tables.table();
    await route(table, signedIn('a1', 0, ada));
    await route(table, signedIn('b1', 60 * MINUTE, ben));
    await route(table, signedIn('a2', 30 * MINUTE, ada), 61 * MINUTE);
    expect(await areOne(table, ada, ben)).toBe(false);
    expect(await areOne(table, tablet, ben)).toBe(true);
  });

  it('by two sign-ins at one time', async () => {
    const table = await tables.table();
    await route(table, signedIn('c1', 0, cara));
    await route(table, signedIn('a1', MINUTE, ada));
    await route(table, signedIn('b1', MINUTE, ben));
    expect(await areOne(table, ada, ben)).toBe(false);
  });

  it('by a worker that died between ending an epoch and linking, and tries again after somebody else', async () => {
    let died = 0;
    for (let call = 4; call < 14; call += 3) {
      const table = await tables.table();
      await route(table, signedIn('a1', 0, ada));
      await route(table, said('b0', MINUTE, ben));
      await route(table, said('c0', MINUTE, cara));
      const dying = await killedAt(table, call, 'after');
      const isKilled = await route(dying, signedIn('b1', 10 * MINUTE, ben)).catch((error) => {
        if (!(error instanceof Killed)) throw error;
        return true;
      });
      if (isKilled) died += 1;
      await route(table, signedIn('c1', 11 * MINUTE, cara));
      await route(table, signedIn('b1', 10 * MINUTE, ben));
      expect(await areOne(table, ben, cara)).toBe(false);
    }
    expect(died).toBeGreaterThan(2);
  });

  it('by a device that shows another device', async () => {
    const table = await tables.table();
    const laptop: Identity = { kind: 'visitor', scope: 'help.example', value: 'v-2' };
    await route(table, signedIn('a1', 0, ada));
    await route(table, signedIn('b1', 0, ben, laptop));
    await route(table, said('v1', MINUTE, tablet, { alsoKnownAs: [laptop] }));
    expect(await areOne(table, ada, ben)).toBe(false);
  });

  it('by a code that somebody else types on it', async () => {
    const table = await tables.table();
    const caller = phone('0177');
    await route(table, signedIn('a1', 0, ada));
    const { conversationId = '' } = await send(table, { id: 'ben-1', identity: caller, atMs: MINUTE });
    const { secret } = await issue(table, { conversationId, channel: 'chat', kind: 'code' }, 2 * MINUTE);
    const typed = await send(table, { ...chat, id: 'code', text: secret, atMs: 3 * MINUTE });
    expect(await areOne(table, ada, caller)).toBe(false);
    expect(await areOne(table, tablet, caller)).toBe(true);
    expect(typed.conversationId).toBe(conversationId);
  });
});

describe('a code that was shown on a device', () => {
  it('is presented by whoever is there: who calls with it is the one who was chatting', async () => {
    const table = await tables.table();
    const caller = phone('0178');
    await route(table, said('cart', 0, tablet, { alsoKnownAs: [emailOf('ada')], evidence: 'cart' }));
    const { conversationId = '' } = await send(table, {
      ...chat,
      id: 'chat',
      identity: tablet,
      atMs: MINUTE,
    });
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' }, 2 * MINUTE);
    const texted = await send(table, { id: 'code', identity: caller, text: secret, atMs: 3 * MINUTE });
    expect(texted.conversationId).toBe(conversationId);
    expect(await areOne(table, emailOf('ada'), caller)).toBe(true);
  });
});

describe('a code that was shown on a device with somebody signed in', () => {
  const suggestionsOf = async (table: JourneyTable) =>
    Object.values(await dump(table)).filter((item) => 'suggestionId' in item && 'evidence' in item);

  /** Ada asks for a code of a channel on the tablet where she is signed in. */
  async function shownTo(table: JourneyTable, channel: 'sms' | 'voice') {
    await route(table, signedIn('a1', 2 * MINUTE, ada));
    const { conversationId = '' } = await send(table, { ...chat, id: 'chat', atMs: 3 * MINUTE });
    const request = { conversationId, channel, kind: 'code', identity: tablet } as const;
    const { secret } = await issue(table, request, 4 * MINUTE);
    return { conversationId, secret };
  }

  it('goes on with a caller who is known as somebody else, and only suggests them', async () => {
    const table = await tables.table();
    const caller = phone('0180');
    await send(table, { id: 'ben-1', identity: caller, atMs: MINUTE });
    const { conversationId, secret } = await shownTo(table, 'sms');
    const code = { id: 'code', identity: caller, text: secret, atMs: 5 * MINUTE };
    expect((await send(table, code)).conversationId).toBe(conversationId);
    expect(await areOne(table, ada, caller)).toBe(false);
    expect(await areOne(table, ada, tablet)).toBe(true);
    expect(await suggestionsOf(table)).toMatchObject([
      { status: 'pending', evidence: [{ reason: 'handoff' }] },
    ]);
    const before = await dump(table);
    await send(table, code);
    expect(await dump(table)).toEqual(before);
    const next = await send(table, { id: 'next', identity: caller, atMs: 6 * MINUTE });
    expect(next.conversationId).toBe(conversationId);
  });

  it('is hers when it is presented by somebody nobody knew', async () => {
    const table = await tables.table();
    const caller = phone('0181');
    const { secret } = await shownTo(table, 'sms');
    await send(table, { id: 'code', identity: caller, text: secret, atMs: 5 * MINUTE });
    expect(await areOne(table, ada, caller)).toBe(true);
    expect(await suggestionsOf(table)).toEqual([]);
  });

  it('is hers in a first call that rang before she asked for it', async () => {
    const table = await tables.table();
    const caller = phone('0182');
    const line = { provider: 'voice/twilio', identity: caller } as const;
    const rings = message({ ...line, id: 'CA1', atMs: MINUTE });
    const { contact, direction } = rings.interaction;
    await route(table, { ...rings, interaction: { kind: 'call', contact, direction } });
    const { conversationId, secret } = await shownTo(table, 'voice');
    const said = { ...line, id: 'CA1/2', text: secret, atMs: 5 * MINUTE, replyTo: 'CA1' };
    expect((await send(table, said)).conversationId).toBe(conversationId);
    expect(await areOne(table, ada, caller)).toBe(true);
  });

  it('only suggests who redeems it through the API and is known as somebody else', async () => {
    const table = await tables.table();
    const caller = phone('0183');
    await send(table, { id: 'ben-1', identity: caller, atMs: MINUTE });
    const { conversationId, secret } = await shownTo(table, 'voice');
    const redeeming = { brand: 'demo', channel: 'voice', identity: caller, assurance: 'verified' } as const;
    const handing = routingOf(table, noon + 5 * MINUTE);
    const redeemed = await redeemHandoff(handing, { ...redeeming, secret: { code: secret } });
    expect(redeemed).toMatchObject({ handoff: { conversationId }, isLinked: false });
    expect(await areOne(table, ada, caller)).toBe(false);
    expect(await suggestionsOf(table)).toHaveLength(1);
  });
});

describe('a code that was shown on a device before somebody else signed in', () => {
  it('joins nobody with them', async () => {
    const table = await tables.table();
    const caller = phone('0179');
    await route(table, signedIn('a1', 0, ada));
    const asked = await send(table, { ...chat, id: 'chat', identity: tablet, atMs: MINUTE });
    const { conversationId = '' } = asked;
    const { secret } = await issue(
      table,
      { conversationId, channel: 'sms', kind: 'code', identity: tablet },
      2 * MINUTE,
    );
    await route(table, signedIn('b1', 3 * MINUTE, ben));
    const texted = await send(table, { id: 'code', identity: caller, text: secret, atMs: 4 * MINUTE });
    expect(texted.conversationId).toBe(conversationId);
    expect(await areOne(table, ben, caller)).toBe(false);
  });
});

describe('a sign-in that somebody took back', () => {
  it('is one again on the device as it is later', async () => {
    const table = await tables.table();
    await route(table, signedIn('a1', 0, ada));
    const [wrong] = await readLinks(table, 'demo', [{ identity: ada, epoch: 0 }]);
    const linking = { table, now: noon + MINUTE };
    await revoke(linking, { brand: 'demo', linkIds: [wrong?.linkId ?? ''], by: 'tests' });
    await route(table, signedIn('a2', 2 * MINUTE, ada));
    expect(await areOne(table, ada, tablet)).toBe(false);
    await route(table, signedOut('out', 3 * MINUTE));
    await route(table, signedIn('a3', 4 * MINUTE, ada));
    expect(await areOne(table, ada, tablet)).toBe(true);
  });
});

describe('who signs in and out on a device for a month', () => {
  it('still has room for other identities, and all of their journey', async () => {
    const table = await tables.table();
    for (let day = 0; day < 27; day += 1) {
      await route(table, signedIn(`in ${day}`, day * DAY, ada));
      await route(table, signedOut(`out ${day}`, day * DAY + HOUR));
      // Whoever looks in between, so that each sign-in is of another epoch.
      await route(table, said(`look ${day}`, day * DAY + 2 * HOUR, tablet));
    }
    await route(table, said('last', 27 * DAY, ada, { alsoKnownAs: [emailOf('ada')] }));
    expect(await areOne(table, ada, emailOf('ada'))).toBe(true);
    const idOf = async () => (await findCustomerId(table, 'demo', ada)) ?? '';
    const { customerId = '', members = [] } = (await readCustomer(table, 'demo', await idOf())) ?? {};
    expect(members.length).toBeGreaterThan(25);
    const page = await readJourney(table, 'demo', customerId, { limit: 100 });
    // The last look is nobody's so far.
    expect(page?.entries).toHaveLength(81);
  });
});
