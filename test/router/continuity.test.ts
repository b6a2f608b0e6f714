import { describe, expect, it } from 'vitest';
import { replyToken } from '../../functions/conversation/reply-token.ts';
import { closeEpoch } from '../../functions/identity/close-epoch.ts';
import { link } from '../../functions/identity/link.ts';
import { revoke } from '../../functions/identity/revoke.ts';
import type { RecordedEvent } from '../../functions/interaction/event.ts';
import type { Identity } from '../../functions/interaction/identity.ts';
import { interactionId } from '../../functions/interaction/ids.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import { readConversation, readConversationPage } from '../../functions/store/conversations.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import { interactionKey } from '../../functions/store/keys.ts';
import { readItem } from '../../functions/store/read-items.ts';
import { interrupted } from '../store/faulty-client.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { metered } from '../store/metered-client.ts';
import { at, emailOf, HOUR, type MailOptions, mail, message, noon, phone, routingOf } from './events.ts';
import { makeOnePerson } from './same-person.ts';

const tables = journeyTables();
const [ada, bob, eve] = [emailOf('ada'), emailOf('bob'), emailOf('eve')];
const verified = { assurance: 'verified' } as const;

function idOf(name: string): string {
  return `<${name}@mail.example.com>`;
}

/** A mail named by its id and hour, routed in that hour unless `nowHours` says later. */
async function send(table: JourneyTable, event: RecordedEvent, nowHours?: number): Promise<RecordedEvent> {
  const now = nowHours === undefined ? Date.parse(event.at) : noon + nowHours * HOUR;
  await routeEvent(routingOf(table, now), event);
  return event;
}

function mailAt(hours: number, name: string, options: Partial<MailOptions> = {}): RecordedEvent {
  const { value } = options.identity ?? ada;
  return mail({
    id: name,
    messageId: idOf(name),
    atMs: hours * HOUR,
    contact: { ...verified, address: value },
    ...options,
  });
}

/** Entries of a person, oldest first, with the conversation each is in. */
async function journeyOf(table: JourneyTable, identity: Identity) {
  const customerId = (await findCustomerId(table, 'demo', identity)) ?? '';
  const page = await readJourney(table, 'demo', customerId, { limit: 100, order: 'oldest-first' });
  return page?.entries ?? [];
}

async function conversationsOf(table: JourneyTable, identity: Identity): Promise<(string | undefined)[]> {
  return (await journeyOf(table, identity)).map(({ conversationId }) => conversationId);
}

async function view(table: JourneyTable, conversationId: string | undefined, hours: number) {
  return readConversation(table, 'demo', conversationId ?? '', noon + hours * HOUR);
}

describe('a mail that answers', () => {
  it.each([
    ['In-Reply-To', { inReplyTo: [idOf('first')] }],
    ['References', { references: [idOf('unknown'), idOf('first'), idOf('lost')] }],
  ])('goes on with its conversation by %s, weeks after that has lapsed', async (_, reference) => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    await send(table, mailAt(200, 'other'));
    await send(table, mailAt(500, 'answer', reference));
    const [first, other, answer] = await conversationsOf(table, ada);
    expect(answer).toBe(first);
    expect(other).not.toBe(first);
    expect(await view(table, first, 500)).toMatchObject({
      status: 'open',
      openedAt: at(0),
      lastAt: at(500 * HOUR),
    });
    const page = await readConversationPage(table, 'demo', first ?? '', { limit: 9 });
    expect(page?.entries).toHaveLength(2);
  });

  it('finds the conversation by the Message-ID of our own answer', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    const ours = { direction: 'outbound', inReplyTo: [idOf('first')] } as const;
    await send(table, mailAt(1, 'ours', { ...ours, inReplyTo: [idOf('first')] }));
    await send(table, mailAt(300, 'answer', { inReplyTo: [idOf('ours')] }));
    expect(new Set(await conversationsOf(table, ada)).size).toBe(1);
  });

  it('finds it by our reply address alone, which lets nobody else in', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    const [first = ''] = await conversationsOf(table, ada);
    const token = replyToken(await routingOf(table).handoffKey(), 'demo', first);
    await send(table, mailAt(300, 'answer', { replyToken: token }));
    await send(table, mailAt(301, 'evil', { identity: eve, replyToken: token }));
    await send(table, mailAt(600, 'guess', { replyToken: `b${token.slice(1)}` }));
    const [, answer, guess] = await conversationsOf(table, ada);
    expect(answer).toBe(first);
    expect(guess).not.toBe(first);
    expect(await conversationsOf(table, eve)).not.toContain(first);
  });

  it('on the next channel the person goes on with what was reopened', async () => {
    const table = await tables.table();
    await makeOnePerson(table, 'demo', at(0), [ada, phone()]);
    await send(table, mailAt(0, 'first'));
    await send(table, mailAt(200, 'other'));
    await send(table, mailAt(500, 'answer', { inReplyTo: [idOf('first')] }));
    await send(table, message({ id: 'SM1', atMs: 501 * HOUR }));
    const [first, , , sms] = await conversationsOf(table, ada);
    expect(sms).toBe(first);
  });

  it('of one who only knows the id begins a conversation of its own', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    await send(table, mailAt(1, 'evil', { identity: eve, inReplyTo: [idOf('first')] }));
    const [theirs] = await conversationsOf(table, eve);
    const [first] = await conversationsOf(table, ada);
    expect(theirs).toBeDefined();
    expect(theirs).not.toBe(first);
    expect(await view(table, first, 1)).toMatchObject({ participants: [{ identity: ada }] });
  });

  it('that proves no sender joins nothing, though it bears a participant’s name', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first', { cc: [bob] }));
    for (const known of [ada, bob]) {
      const identity = { ...known, scope: 'unverified' };
      const name = `forged ${known.value}`;
      await send(
        table,
        mailAt(1, name, { identity, contact: { assurance: 'claimed' }, inReplyTo: [idOf('first')] }),
      );
      const [first] = await conversationsOf(table, ada);
      expect(await conversationsOf(table, identity)).not.toContain(first);
    }
  });

  it('goes on from another address of the same person', async () => {
    const table = await tables.table();
    const home = emailOf('ada.home');
    await makeOnePerson(table, 'demo', at(0), [ada, home]);
    await send(table, mailAt(0, 'first'));
    await send(table, mailAt(200, 'other'));
    await send(table, mailAt(400, 'answer', { identity: home, inReplyTo: [idOf('first')] }));
    const [first, , answer] = await conversationsOf(table, ada);
    expect(answer).toBe(first);
  });

  it('long after its time joins its conversation and reopens nothing', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    await send(table, mailAt(500, 'other'));
    await send(table, mailAt(300, 'redriven', { inReplyTo: [idOf('first')] }), 501);
    const [first, redriven] = await conversationsOf(table, ada);
    expect(redriven).toBe(first);
    expect(await view(table, first, 501)).toMatchObject({ status: 'lapsed', lastAt: at(300 * HOUR) });
  });
});

describe('several people in one conversation', () => {
  it('who was copied joins by an answer, as a person of their own', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first', { cc: [bob] }));
    await send(table, mailAt(1, 'all', { identity: bob, inReplyTo: [idOf('first')] }));
    const [first] = await conversationsOf(table, ada);
    expect(await conversationsOf(table, bob)).toEqual([first]);
    expect(await findCustomerId(table, 'demo', bob)).not.toBe(await findCustomerId(table, 'demo', ada));
    expect(await view(table, first, 1)).toMatchObject({
      status: 'open',
      participants: [{ identity: ada }, { identity: bob }],
      lastAt: at(HOUR),
    });
    const page = await readConversationPage(table, 'demo', first ?? '', { limit: 9 });
    expect(page?.entries.map(({ at: time }) => time)).toEqual([at(HOUR), at(0)]);
    expect(await journeyOf(table, ada)).toHaveLength(1);
  });

  it('goes on for the copied person on another channel', async () => {
    const table = await tables.table();
    await makeOnePerson(table, 'demo', at(0), [bob, phone()]);
    await send(table, mailAt(0, 'first', { cc: [bob] }));
    await send(table, mailAt(1, 'all', { identity: bob, inReplyTo: [idOf('first')] }));
    await send(table, message({ id: 'SM1', atMs: 2 * HOUR }));
    const [first] = await conversationsOf(table, ada);
    expect(await conversationsOf(table, bob)).toEqual([first, first]);
  });

  it('stays open while one of them goes on, whatever the other opens', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first', { cc: [bob] }));
    await send(table, mailAt(60, 'all', { identity: bob, inReplyTo: [idOf('first')] }));
    await send(table, mailAt(100, 'new'));
    const [first, second] = await conversationsOf(table, ada);
    expect(second).not.toBe(first);
    expect(await view(table, first, 100)).toMatchObject({ status: 'open', lastAt: at(60 * HOUR) });
  });

  it('who was copied by a mail that proves nothing stays out', async () => {
    const table = await tables.table();
    const forged = { ...ada, scope: 'unverified' };
    const copied = { ...bob, scope: 'unverified' };
    await send(
      table,
      mailAt(0, 'first', { identity: forged, contact: { assurance: 'claimed' }, cc: [copied] }),
    );
    const unproven = { identity: copied, contact: { assurance: 'claimed' as const } };
    const inReplyTo = [idOf('first')];
    await send(table, mailAt(1, 'all', { identity: bob, inReplyTo }));
    await send(table, mailAt(2, 'unproven', { ...unproven, inReplyTo }));
    const [first] = await conversationsOf(table, forged);
    expect(await conversationsOf(table, bob)).not.toContain(first);
    expect(await conversationsOf(table, copied)).not.toContain(first);
  });
});

describe('a quoted message', () => {
  it('names its conversation, before a later one of the same identity', async () => {
    const table = await tables.table();
    await send(table, message({ id: 'SM1', direction: 'outbound' }));
    await send(table, message({ id: 'SM2', atMs: 80 * HOUR }));
    await send(table, message({ id: 'SM3', atMs: 81 * HOUR, replyTo: 'SM1' }));
    const [first, second, answer] = await conversationsOf(table, phone());
    expect(second).not.toBe(first);
    expect(answer).toBe(first);
  });

  it('of a lapsed conversation opens that again, wherever another message comes in between', async () => {
    for (let nth = 0; ; nth += 1) {
      const table = await tables.table();
      await makeOnePerson(table, 'demo', at(0), [ada, phone()]);
      await send(table, message({ id: 'SM1' }));
      const own = await interrupted(table, nth, () => send(table, mailAt(100, 'meanwhile')));
      await send(own.table, message({ id: 'SM2', atMs: 100 * HOUR, replyTo: 'SM1' }));
      if (!own.wasInterrupted()) return expect(nth).toBeGreaterThan(3);
      const entries = await journeyOf(table, phone());
      const placeOf = (id: string) =>
        entries.find((entry) => entry.interactionId.endsWith(id))?.conversationId;
      expect(entries).toHaveLength(3);
      expect(placeOf('SM2'), `before call ${nth}`).toBe(placeOf('SM1'));
      expect(await view(table, placeOf('SM1'), 100)).toMatchObject({ status: 'open' });
      expect(await view(table, placeOf('meanwhile'), 100)).toMatchObject({ status: 'open' });
    }
  });

  it('that is not known is as none', async () => {
    const table = await tables.table();
    await send(table, message({ id: 'SM1' }));
    await send(table, message({ id: 'SM2', atMs: HOUR, replyTo: 'gone' }));
    expect(new Set(await conversationsOf(table, phone())).size).toBe(1);
  });

  it('of an account of another brand is not known', async () => {
    const table = await tables.table();
    const foreign = message({ id: 'SM1', brand: 'other' });
    await send(table, foreign);
    await send(table, message({ id: 'SM2', atMs: HOUR, replyTo: 'SM1' }));
    const [own] = await conversationsOf(table, phone());
    expect(await view(table, own, 1)).toMatchObject({ openedAt: at(HOUR) });
  });
});

describe('an automatic mail', () => {
  const automatic = 'auto-replied';

  it('is in the conversation it answers, and prolongs nothing', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    await send(table, mailAt(60, 'away', { automatic, inReplyTo: [idOf('first')] }));
    const [first, away] = await journeyOf(table, ada);
    expect(away).toMatchObject({ conversationId: first?.conversationId, aside: 'automatic' });
    expect(await view(table, first?.conversationId, 73)).toMatchObject({
      status: 'lapsed',
      lastAt: at(60 * HOUR),
    });
    await send(table, mailAt(80, 'next'));
    const page = await readConversationPage(table, 'demo', first?.conversationId ?? '', { limit: 9 });
    expect(page?.entries.map(({ at: time }) => time)).toEqual([at(60 * HOUR), at(0)]);
  });

  it('opens and reopens nothing, fifty times', async () => {
    const table = await tables.table();
    for (let count = 0; count < 50; count += 1)
      await send(table, mailAt(count, `away ${count}`, { automatic, inReplyTo: [idOf('unknown')] }));
    expect(new Set(await conversationsOf(table, ada))).toEqual(new Set([undefined]));
  });

  it('that answers nothing we know is in no conversation, also while one is open', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    await send(table, mailAt(1, 'news', { automatic }));
    expect((await journeyOf(table, ada))[1]).toMatchObject({ aside: 'automatic' });
    expect((await conversationsOf(table, ada))[1]).toBeUndefined();
  });

  it('of a copied colleague is shown in the conversation and brings them into none', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first', { cc: [bob] }));
    await send(table, mailAt(1, 'away', { identity: bob, automatic, inReplyTo: [idOf('first')] }));
    const [first] = await conversationsOf(table, ada);
    expect(await conversationsOf(table, bob)).toEqual([first]);
    await send(table, mailAt(2, 'own', { identity: bob }));
    expect((await conversationsOf(table, bob))[1]).not.toBe(first);
  });
});

describe('people who become one', () => {
  const joined = { brand: 'demo', reason: 'agent', by: 'desk', confidence: 1, a: ada, b: phone() } as const;

  it('keep their two enquiries apart, and after an undo as well', async () => {
    const table = await tables.table();
    const linking = { table, now: noon + 2 * HOUR };
    await send(table, mailAt(0, 'order'));
    await send(table, message({ id: 'SM1', atMs: HOUR }));
    const { linkId = '' } = await link(linking, joined);
    await send(table, mailAt(3, 'order again'));
    await send(table, message({ id: 'SM2', atMs: 4 * HOUR }));
    const [order, text, orderAgain, textAgain] = await conversationsOf(table, ada);
    expect(order).not.toBe(text);
    expect([orderAgain, textAgain]).toEqual([order, text]);
    await revoke(linking, { brand: 'demo', linkIds: [linkId], by: 'desk' });
    await send(table, mailAt(5, 'order at last'));
    await send(table, message({ id: 'SM3', atMs: 6 * HOUR }));
    expect(await conversationsOf(table, ada)).toEqual([order, order, order]);
    expect(await conversationsOf(table, phone())).toEqual([text, text, text]);
  });

  it('part from a conversation they shared: each sees their own turns, it goes on for the last', async () => {
    const table = await tables.table();
    const linking = { table, now: noon + 2 * HOUR };
    await send(table, mailAt(0, 'order'));
    const { linkId = '' } = await link(linking, joined);
    await send(table, message({ id: 'SM1', atMs: HOUR }));
    await revoke(linking, { brand: 'demo', linkIds: [linkId], by: 'desk' });
    const [shared] = await conversationsOf(table, ada);
    expect(await conversationsOf(table, phone())).toEqual([shared]);
    await send(table, message({ id: 'SM2', atMs: 3 * HOUR }));
    await send(table, mailAt(4, 'mine'));
    expect((await conversationsOf(table, phone()))[1]).toBe(shared);
    expect((await conversationsOf(table, ada))[1]).not.toBe(shared);
    await send(table, mailAt(5, 'answer', { inReplyTo: [idOf('order')] }));
    expect((await conversationsOf(table, ada))[2]).toBe(shared);
  });
});

describe('a number that is somebody else’s now', () => {
  async function recycled() {
    const table = await tables.table();
    await send(table, message({ id: 'SM1' }));
    const handover = { brand: 'demo', identity: phone(), at: at(HOUR), closedBy: 'carrier' };
    await closeEpoch({ table, now: noon + HOUR }, handover);
    return { table, old: await placeOf(table, 'SM1') };
  }

  async function placeOf(table: JourneyTable, id: string) {
    const item = await readItem(table, interactionKey(interactionId(message({ id }))));
    return item?.conversationId;
  }

  it('joins no conversation of before by a quoted message', async () => {
    const { table, old } = await recycled();
    await send(table, message({ id: 'SM2', atMs: 2 * HOUR, replyTo: 'SM1' }));
    expect(old).toBeDefined();
    expect(await placeOf(table, 'SM2')).not.toBe(old);
  });

  it('nor by a time close to it, however late the message comes in', async () => {
    const { table, old } = await recycled();
    await send(table, message({ id: 'SM2', atMs: 2 * HOUR }), 500);
    expect(await placeOf(table, 'SM2')).not.toBe(old);
    await send(table, message({ id: 'SM3', atMs: HOUR / 2 }), 500);
    expect(await placeOf(table, 'SM3')).toBe(old);
  });
});

describe('what an explicit reference costs', () => {
  async function costOf(table: JourneyTable, event: RecordedEvent) {
    const meter = await metered(table);
    await routeEvent(routingOf(meter.table, Date.parse(event.at)), event);
    return meter.cost;
  }

  it('into an open conversation: nothing', async () => {
    const table = await tables.table();
    await send(table, message({ id: 'SM1' }));
    const answer = message({ id: 'SM2', atMs: HOUR, replyTo: 'SM1' });
    expect(await costOf(table, answer)).toMatchObject({ writeUnits: 3, reads: 2 });
  });

  it('into a lapsed one of the own set: the reopening, which its desk reads and writes', async () => {
    const table = await tables.table();
    await send(table, message({ id: 'SM1' }));
    const answer = message({ id: 'SM2', atMs: 100 * HOUR, replyTo: 'SM1' });
    expect(await costOf(table, answer)).toMatchObject({ writeUnits: 9, reads: 3 });
  });

  it('of a mail that copies others: two write units more at first, then one', async () => {
    const table = await tables.table();
    await send(table, mailAt(0, 'first'));
    const plain = (await costOf(table, mailAt(1, 'plain'))).writeUnits;
    expect((await costOf(table, mailAt(2, 'one', { cc: [bob] }))).writeUnits).toBe(plain + 2);
    expect((await costOf(table, mailAt(3, 'two', { cc: [bob, eve] }))).writeUnits).toBe(plain + 1);
    const again = mailAt(3, 'two', { cc: [bob, eve] });
    expect(await costOf(table, again)).toMatchObject({ writes: 0, reads: 2 });
  });

  it('into one that left the set: one read call more than that', async () => {
    const table = await tables.table();
    await send(table, message({ id: 'SM1' }));
    await send(table, message({ id: 'SM2', atMs: 100 * HOUR }));
    const answer = message({ id: 'SM3', atMs: 101 * HOUR, replyTo: 'SM1' });
    expect(await costOf(table, answer)).toMatchObject({ reads: 4 });
  });
});
