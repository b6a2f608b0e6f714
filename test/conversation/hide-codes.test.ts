import { describe, expect, it } from 'vitest';
import { codesInText, withoutCodes } from '../../functions/conversation/codes-in-text.ts';
import { HANDOFF_REMOVED } from '../../functions/conversation/presented.ts';
import type { InteractionEvent, RecordedEvent } from '../../functions/interaction/event.ts';
import type { Interaction } from '../../functions/interaction/interaction.ts';
import { routeEvent } from '../../functions/router/route-event.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { emailOf, mail, message, moving, noon, routingOf } from '../router/events.ts';
import { dump, journeyTables } from '../store/journey-fixture.ts';
import { issue, openedByChat, send, sendEvent, wrong } from './handoffs.ts';

const tables = journeyTables();
const MINUTE = 60_000;
const voice = { provider: 'voice/twilio', account: '+14155550199' } as const;

/** A conversation with an open code for a call. */
async function prepared() {
  const table = await tables.table();
  const conversationId = await openedByChat(table);
  const { secret } = await issue(table, { conversationId, channel: 'voice', kind: 'code' });
  return { table, conversationId, secret };
}

async function route(table: JourneyTable, event: InteractionEvent) {
  await routeEvent(routingOf(table, noon + MINUTE), event);
}

async function standsIn(table: JourneyTable, secret: string): Promise<boolean> {
  return new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(JSON.stringify(await dump(table)));
}

/** The event with other content, of whoever wrote it. */
function holding(event: RecordedEvent, content: object): RecordedEvent {
  const { contact, direction } = event.interaction;
  return { ...event, interaction: { contact, direction, ...content } as Interaction };
}

const us = { atMs: MINUTE, direction: 'outbound', identity: emailOf('ada') } as const;
const places: [string, (code: string) => RecordedEvent][] = [
  [
    "the subject and text of a mail, and its author's part",
    (code) =>
      holding(mail({ ...us, id: 'm1', messageId: '<1@demo.example.com>' }), {
        kind: 'message',
        ...{
          subject: `${code} is your code`,
          text: `It is ${code}.\n> Hello`,
          visibleText: `It is ${code}.`,
        },
      }),
  ],
  [
    'the subject and quote of an answer to it',
    (code) =>
      holding(mail({ id: 'm2', messageId: '<2@example.com>', atMs: MINUTE }), {
        kind: 'message',
        ...{ subject: `Re: ${code} is your code`, text: `Thanks!\n> It is ${code}.`, visibleText: 'Thanks!' },
      }),
  ],
  ['a note', (code) => holding(message({ ...us, id: 'n1' }), { kind: 'note', text: `Gave her ${code}` })],
  [
    'a button',
    (code) =>
      holding(message({ ...us, id: 'p1' }), { kind: 'postback', payload: 'x', title: `Call: ${code}` }),
  ],
  [
    'what came of an order',
    (code) =>
      holding(message({ ...us, id: 'o1' }), {
        kind: 'purchase',
        ...{ orderId: 'A1', state: 'paid', text: `Ask us with ${code}` },
      }),
  ],
  [
    'a file and what brought somebody here',
    (code) =>
      holding(message({ ...us, id: 'f1' }), {
        kind: 'message',
        media: [{ type: 'document', fileName: `code ${code}.pdf` }],
        origin: { type: 'ad', title: `Code ${code}` },
      }),
  ],
  [
    'a list of other numbers',
    (code) =>
      message({
        ...us,
        id: 'l1',
        text: `Your code: ${code}. Orders: 100001, 100002, 100003, 100004, 100005`,
      }),
  ],
];

describe('an open code', () => {
  it.each(places)('is taken out of %s', async (_, eventWith) => {
    const { table, secret } = await prepared();
    const { content } = await sendEvent(table, eventWith(secret));
    expect(JSON.stringify(content)).toContain(HANDOFF_REMOVED);
    expect(await standsIn(table, secret)).toBe(false);
  });

  it('is taken out of what a call was transcribed to and what a message was changed to', async () => {
    const { table, secret } = await prepared();
    const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const words = [...secret].map((digit) => names[Number(digit)]).join(', ');
    const turn = { type: 'transcription', state: 'completed' } as const;
    await route(
      table,
      moving('CA1', MINUTE, { ...turn, transcriptionId: 't1', text: `It is ${secret}.` }, voice),
    );
    await route(
      table,
      moving('CA1', MINUTE, { ...turn, transcriptionId: 't2', text: `So ${words}?` }, voice),
    );
    await route(table, moving('SM1', MINUTE, { type: 'edit', revision: 1, text: `Code: ${secret}` }));
    const texts = Object.values(await dump(table))
      .flatMap((item) => Object.values(item))
      .flatMap((mark) => (typeof mark === 'object' && mark !== null && 'text' in mark ? [mark.text] : []));
    expect(texts.toSorted()).toEqual([
      `Code: ${HANDOFF_REMOVED}`,
      'Is it in stock?',
      `It is ${HANDOFF_REMOVED}.`,
      `So ${HANDOFF_REMOVED}?`,
    ]);
  });

  it('is taken out in the groups that it was written in', async () => {
    const { table, secret } = await prepared();
    const grouped = `${secret.slice(0, 3)} ${secret.slice(3)}`;
    expect(await send(table, { ...us, id: 'g1', text: `Type ${grouped}.` })).toMatchObject({
      content: { text: `Type ${HANDOFF_REMOVED}.` },
    });
  });

  it('leaves every other number, and ids and addresses that look like it', async () => {
    const { table, secret } = await prepared();
    const other = wrong(secret);
    const event = message({ ...us, id: 'k1', text: `Order ${other}, code ${secret}`, replyTo: secret });
    expect(await sendEvent(table, event)).toMatchObject({
      content: { text: `Order ${other}, code ${HANDOFF_REMOVED}`, replyTo: secret },
    });
  });

  it('is no token: one in a transcript is taken out as well', async () => {
    const { table, conversationId } = await prepared();
    const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'link' });
    await route(table, moving('SM1', MINUTE, { type: 'edit', revision: 1, text: `Go on: ${secret}` }));
    expect(await standsIn(table, secret.split('.')[2] ?? '')).toBe(false);
  });
});

describe('codes in a text', () => {
  it.each([
    ['482913', ['482913']],
    ['482 913, then 10 minutes', ['482913']],
    ['12-34-56', ['123456']],
    ['It is 482 913 10 minutes', ['482913']],
    ['4829134', []],
    ['482  913', []],
    ['+1 415 555 0123', ['415555']],
  ])('%s', (text, codes) => {
    expect(codesInText(text, false).map(({ code }) => code)).toEqual(codes);
  });

  it('that overlap are gone together', () => {
    const codes = new Set(['123456', '456789']);
    expect(withoutCodes('at 123 456 789.', false, codes, '#')).toBe('at #.');
  });

  it('are found in a quarter of a million characters at once', () => {
    const started = performance.now();
    const text = '1 2 3 4 5 '.repeat(25_000);
    expect(withoutCodes(text, true, new Set(['000000']), '#')).toBe(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
