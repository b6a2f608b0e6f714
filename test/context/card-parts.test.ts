import { describe, expect, it } from 'vitest';
import type { FullCard } from '../../functions/context/card.ts';
import { cardAttributes } from '../../functions/context/card-attributes.ts';
import { cardConversations } from '../../functions/context/card-conversations.ts';
import { lastTurns } from '../../functions/context/card-turns.ts';
import { customerMood } from '../../functions/context/customer-mood.ts';
import { excerpt } from '../../functions/context/excerpt.ts';
import { consents, knownFacts, tags } from '../../functions/context/known-facts.ts';
import { moodOf } from '../../functions/context/mood-of.ts';
import { preferredChannel } from '../../functions/context/preferred-channel.ts';
import { replyWindow } from '../../functions/context/reply-window.ts';
import { lastOrders, lastSessions, openCart } from '../../functions/context/shopping.ts';
import type { Fact, FactValue } from '../../functions/store/facts.ts';
import type { KnownMember } from '../../functions/store/portrait.ts';
import { at, emailOf, HOUR, message, noon, phone } from '../router/events.ts';
import { entry, on } from './entries.ts';

describe('the mood of a customer', () => {
  const angry = { at: at(-HOUR), mood: -0.8 };
  const of = (turns: Parameters<typeof customerMood>[0], hoursLater = 0) =>
    customerMood(turns, noon + hoursLater * HOUR, 24);

  it('is carried from their last turns, whatever channel those came on', () => {
    expect(of([angry])).toMatchObject({ label: 'negative', turns: 1, lastAt: angry.at });
    expect(of([angry, { at: at(0), mood: 0.9 }])?.score).toBeGreaterThan(-0.1);
  });

  it('fades to neutral', () => {
    const scores = [0, 24, 48, 240].map((hours) => of([angry], hours)?.score ?? 1);
    expect([...scores].sort((left, right) => left - right)).toEqual(scores);
    expect(of([angry], 240)).toMatchObject({ label: 'neutral' });
  });

  it('is neutral of neutral turns, and not known of none', () => {
    expect(of([{ at: at(0), mood: 0 }])).toMatchObject({ label: 'neutral', score: 0 });
    expect(of([])).toBeUndefined();
  });

  it('counts the last turns, so that one old outburst in a long talk is forgotten', () => {
    const calm = Array.from({ length: 10 }, (_, index) => ({ at: at(index), mood: 0 }));
    expect(of([angry, ...calm])).toMatchObject({ score: 0, turns: 10 });
  });
});

describe('the mood of a turn', () => {
  const said = (rest: Partial<Parameters<typeof message>[0]>) =>
    moodOf(message({ id: 'SM1', text: 'This is terrible, I am very angry', ...rest }).interaction);

  it('is known of what the customer says', async () => expect(await said({})).toBeLessThan(-0.5));

  it('is not known of what we say and of no words, and neutral in a language without words for it', async () => {
    expect(await said({ direction: 'outbound' })).toBeUndefined();
    expect(await said({ text: ' ' })).toBeUndefined();
    expect(await said({ text: '4711' })).toBeUndefined();
    expect(await said({ text: 'Ik ben echt heel erg boos op jullie' })).toBe(0);
  });
});

describe('the reply window', () => {
  const whatsapp = { provider: on.whatsapp, account: '106' };
  const at23 = { lastInboundAt: at(-23 * HOUR), since: undefined };

  it('of Meta is open for a day after their last message', () => {
    expect(replyWindow(whatsapp, at23, noon)).toEqual({ state: 'open', until: at(HOUR) });
    expect(replyWindow(whatsapp, at23, noon + HOUR)).toMatchObject({ state: 'closed' });
    expect(replyWindow({ provider: on.sms, account: 'whatsapp:+14155550100' }, at23, noon + HOUR).state).toBe(
      'closed',
    );
  });

  it('of other channels never closes', () => {
    expect(replyWindow({ provider: on.sms, account: '+14155550100' }, at23, noon + 999 * HOUR)).toEqual({
      state: 'open',
    });
  });

  it('is closed where they never wrote, and unknown where that was not looked at', () => {
    const unseen = { lastInboundAt: undefined, since: at(-HOUR) };
    expect(replyWindow(whatsapp, { ...unseen, since: undefined }, noon).state).toBe('closed');
    expect(replyWindow(whatsapp, { ...unseen, since: at(-25 * HOUR) }, noon).state).toBe('closed');
    expect(replyWindow(whatsapp, unseen, noon).state).toBe('unknown');
  });
});

describe('the preferred channel', () => {
  const declared: FactValue = { value: 'email', at: at(0), source: { kind: 'said' } };
  const asked = (minute: number, provider: (typeof on)[keyof typeof on], answerAfter?: number) => [
    entry({ minute, provider, by: 'us' }),
    ...(answerAfter === undefined ? [] : [entry({ minute: minute + answerAfter, provider })]),
  ];
  const answeredBySms = [
    ...asked(0, on.email),
    ...asked(10, on.sms, 2),
    ...asked(100, on.email, 500),
    ...asked(700, on.sms, 4),
    ...asked(800, on.email, 300),
  ];

  it('is learnt from where and how fast they answer, with that as evidence', () => {
    expect(preferredChannel(undefined, answeredBySms)).toEqual({
      channel: 'sms',
      why: 'learnt',
      learnt: [
        { channel: 'sms', sent: 2, answered: 2, medianMinutes: 4 },
        { channel: 'email', sent: 2, answered: 2, medianMinutes: 600 },
      ],
    });
  });

  it('is what they declared, whatever was learnt, and the evidence stays', () => {
    expect(preferredChannel(declared, answeredBySms)).toMatchObject({
      channel: 'email',
      why: 'declared',
      declared,
    });
    expect(preferredChannel(declared, answeredBySms)?.learnt).toHaveLength(2);
  });

  it('is not known from one answer, nor from messages that nobody asked for, nor by a word that is no channel', () => {
    expect(preferredChannel(undefined, asked(0, on.sms, 2))).toBeUndefined();
    expect(preferredChannel(undefined, [entry({ minute: 0 }), entry({ minute: 1 })])).toBeUndefined();
    expect(preferredChannel({ ...declared, value: 'pigeon' }, [])).toBeUndefined();
  });
});

describe('what is known of a person', () => {
  const fact = (name: string, value: string, hours: number, isClaimed = false): Fact => ({
    name,
    since: at(hours * HOUR),
    values: [
      {
        value,
        at: at(hours * HOUR),
        source: { kind: 'said', ...(isClaimed && { isClaimed: true as const }) },
      },
    ],
  });
  const member = (identity: KnownMember['member']['identity'], ...facts: Fact[]): KnownMember => ({
    member: { identity, epoch: 0, bornAt: at(0), from: at(0) },
    addresses: [],
    facts,
  });

  it('is the latest of all identities, with the others behind it', () => {
    const members = [
      member(phone(), fact('email', 'old@example.com', 0), fact('tag-vip', 'yes', 0)),
      member(emailOf('ada'), fact('email', 'new@example.com', 2)),
    ];
    expect(knownFacts(members)).toMatchObject([
      { name: 'email', value: 'new@example.com', since: at(0), earlier: [{ value: 'old@example.com' }] },
    ]);
  });

  it('is what somebody proved before what somebody claimed later', () => {
    const members = [
      member(phone(), fact('email', 'eve@example.com', 9, true)),
      member(emailOf('ada'), fact('email', 'ada@example.com', 0)),
    ];
    expect(knownFacts(members)).toMatchObject([{ value: 'ada@example.com' }]);
  });

  it('keeps consent with the identity that gave or withdrew it', () => {
    const members = [member(phone(), fact('consent-sms', 'withdrawn', 1)), member(phone('0124'))];
    expect(consents(members)).toEqual([
      { identity: phone(), channel: 'sms', consent: 'withdrawn', at: at(HOUR) },
    ]);
  });

  it('has tags that were set last, and none that were taken back', () => {
    const members = [
      member(phone(), fact('tag-vip', 'yes', 1), fact('tag-press', 'yes', 1)),
      member(phone('0124'), fact('tag-press', 'no', 2)),
    ];
    expect(tags(members)).toEqual(['vip']);
  });
});

describe('shopping', () => {
  const step = (
    minute: number,
    state: 'placed' | 'paid' | 'shipped',
    rest: { total?: number; cartId?: string } = {},
  ) =>
    entry({
      minute,
      provider: on.shop,
      content: { kind: 'purchase', orderId: 'A-1', state, currency: 'EUR', ...rest },
    });
  const cart = entry({ minute: 0, provider: on.web, content: { kind: 'visit', name: 'cart', cartId: 'c1' } });

  it('shows an order by its latest step, with its sum', () => {
    expect(lastOrders([step(9, 'shipped'), step(1, 'placed', { total: 12.5 })])).toEqual([
      { orderId: 'A-1', state: 'shipped', at: at(9 * 60_000), total: 12.5, currency: 'EUR' },
    ]);
  });

  it('shows a cart until it becomes an order', () => {
    expect(openCart([cart])).toMatchObject({ cartId: 'c1' });
    expect(openCart([step(1, 'placed', { cartId: 'c1' }), cart])).toBeUndefined();
    expect(openCart([step(1, 'placed', { cartId: 'c2' }), cart])).toMatchObject({ cartId: 'c1' });
  });

  it('shows what came of browsing together, and no plain call', () => {
    const call = { state: 'completed' as const, outcome: 'item-chosen' };
    const shared = entry({
      minute: 0,
      provider: on.web,
      content: { kind: 'call', medium: 'co-browse' },
      call,
    });
    const plain = entry({ minute: 1, provider: on.voice, content: { kind: 'call' }, call });
    expect(lastSessions([plain, shared])).toMatchObject([{ medium: 'co-browse', outcome: 'item-chosen' }]);
    expect(lastTurns([plain, shared]).map(({ kind, channel }) => `${kind} ${channel}`)).toEqual([
      'call voice',
    ]);
  });
});

describe('why somebody is here', () => {
  const bob = emailOf('bob');
  const item = (openedBy: string) => ({
    conversationId: 'cnv_1',
    customerId: 'cus_1',
    openedBy,
    openedAt: at(0),
    windowHours: 72,
    agentQueue: 'mail',
    priority: 4,
    status: 'open' as const,
  });
  const card = (opening: ReturnType<typeof entry>, entries = [opening], closedAt?: string) =>
    cardConversations(
      {
        members: [
          { member: { identity: phone(), epoch: 0, bornAt: at(0), from: at(0) }, addresses: [], facts: [] },
        ],
        entries,
        isWhole: true,
        conversations: [item(opening.interactionId)],
        openings: [opening],
      },
      {
        openings: 1,
        conversations: {
          cnv_1: {
            firstAt: at(0),
            lastAt: at(0),
            joined: {},
            openedBy: opening.interactionId,
            lastBy: 'any',
            ...(closedAt !== undefined && { closedAt }),
          },
        },
      },
      noon,
    )[0];

  it('is the first thing they said in it', () => {
    const opening = entry({ minute: 0, text: 'The lamp is broken' });
    expect(card(opening)).toMatchObject({ why: 'The lamp is broken', status: 'open', channel: 'sms' });
    expect(card(opening, [], at(1))).toMatchObject({ status: 'closed' });
  });

  it('is what they said next, where a visit opened it', () => {
    const visit = entry({ minute: 0, provider: on.web, content: { kind: 'visit', name: 'cart' } });
    const asked = entry({ minute: 1, text: 'Is it green?' });
    expect(card(visit, [entry({ minute: 2, text: 'Hello?' }), asked, visit])?.why).toBe('Is it green?');
  });

  it('is never what somebody else said who takes part, nor what we said', () => {
    const theirs = entry({ minute: 0, identity: bob, text: 'I want a divorce' });
    const ours = entry({ minute: 1, by: 'us', text: 'How can we help?' });
    expect(card(theirs, [ours])).not.toHaveProperty('why');
  });
});

describe('turns of a card', () => {
  it('show a text as it was last edited, and nothing of one that was deleted', () => {
    const edited = entry({ minute: 0, text: 'first' });
    edited.progress.edits.push({ revision: 1, text: 'second', at: at(1) });
    const deleted = entry({ minute: 1, rest: { interaction: undefined } });
    expect(lastTurns([edited, deleted]).map(({ text }) => text)).toEqual(['second', undefined]);
  });

  it('are ten at most, and each is short', () => {
    const turns = lastTurns(
      Array.from({ length: 30 }, (_, minute) => entry({ minute, text: 'x'.repeat(9_000) })),
    );
    expect(turns).toHaveLength(10);
    expect(turns[0]?.text?.length).toBe(500);
  });

  it('never end in half a character', () => {
    expect(excerpt('ab😀cd', 4)).toBe('ab…');
    expect(excerpt(' a\n b ', 10)).toBe('a b');
  });
});

describe('a card as attributes', () => {
  const card: FullCard = {
    level: 'full',
    isKnown: true,
    customerId: 'cus_1',
    displayName: 'Ada "A" Lovelace',
    identities: [],
    tags: ['vip', 'press'],
    conversations: [],
    turns: lastTurns([
      entry({ minute: 0, text: 'ü'.repeat(2_000) }),
      entry({ minute: 1, content: { kind: 'note', text: 'is a pain' } }),
    ]),
    orders: [],
    visits: [],
    sessions: [],
    facts: Array.from({ length: 100 }, (_, index) => ({
      name: index === 0 ? 'order-number' : `fact-${index}`,
      value: '€'.repeat(256),
      at: at(0),
      since: at(0),
      ageDays: 0,
      earlier: [],
      source: { kind: 'said' as const },
    })),
    consents: [],
  };
  const attributes = cardAttributes(card);

  it('is a flat map of strings with plain keys, within what Connect takes', () => {
    for (const [key, value] of Object.entries(attributes)) {
      expect(key).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
      expect(value).toMatch(/^[^\n]+$/);
      expect(Buffer.byteLength(value)).toBeLessThanOrEqual(512);
      expect(value).not.toContain('\ufffd');
    }
    expect(Buffer.byteLength(JSON.stringify(attributes))).toBeLessThanOrEqual(8_192);
    expect(Object.keys(attributes).length).toBeGreaterThan(8);
  });

  it('holds what is known, and no note of ours', () => {
    expect(attributes).toMatchObject({ level: 'full', known: 'true', tags: 'vip,press' });
    expect(attributes.factOrderNumber).toMatch(/^€+$/);
    expect(JSON.stringify(attributes)).not.toContain('pain');
  });
});
