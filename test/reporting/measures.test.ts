import { describe, expect, it } from 'vitest';
import { channelSwitches } from '../../functions/reporting/channel-switches.ts';
import { measure } from '../../functions/reporting/measures.ts';
import { repeatContacts } from '../../functions/reporting/repeat-contacts.ts';
import { repeatedQuestions } from '../../functions/reporting/repeated-questions.ts';
import { entry, on } from '../context/entries.ts';
import { at } from '../router/events.ts';

const nothing = new Map<string, string>();
const DAY = 24 * 60;

/** From a shop's site over chat and a call to SMS: one enquiry. */
const fromWebToSms = [
  entry({ minute: 0, provider: on.web, content: { kind: 'visit', name: 'page' } }),
  entry({ minute: 1, provider: on.web, content: { kind: 'visit', name: 'cart', cartId: 'c1' } }),
  entry({ minute: 2, provider: on.chat, text: 'Is it available in green?' }),
  entry({ minute: 3, provider: on.chat, by: 'us', text: 'Shall we look at it together?' }),
  entry({
    minute: 4,
    provider: on.web,
    content: { kind: 'call', medium: 'co-browse' },
    call: { state: 'completed', outcome: 'item-chosen' },
  }),
  entry({ minute: 5, provider: on.chat, text: 'Can I talk to someone? My number is +14155550123' }),
  entry({
    minute: 6,
    provider: on.voice,
    by: 'us',
    content: { kind: 'call' },
    call: { state: 'completed', durationSeconds: 60 },
  }),
  entry({ minute: 7, provider: on.voice, text: 'Yes, the green one please' }),
  entry({
    minute: 8,
    provider: on.shop,
    content: { kind: 'purchase', orderId: 'A-1', state: 'paid' },
  }),
  entry({ minute: 9, by: 'us', text: 'Your order A-1 is on its way.' }),
  entry({ minute: 10, text: 'When does it come?' }),
];

describe('channel switches', () => {
  const of = (entries: Parameters<typeof channelSwitches>[0]) =>
    channelSwitches(entries).map(({ from, to }) => `${from} ${to}`);

  it('follow the person: from the site to chat, to a call, to SMS', () => {
    expect(of(fromWebToSms)).toEqual(['commerce chat', 'chat voice', 'voice sms']);
  });

  it('are none where only we change the channel, or an order, a video or browsing comes in between', () => {
    expect(
      of([
        entry({ minute: 0 }),
        entry({ minute: 1, by: 'us', provider: on.email }),
        entry({ minute: 2, provider: on.web, content: { kind: 'visit', name: 'page' } }),
        entry({ minute: 3, provider: on.shop, content: { kind: 'purchase', orderId: 'A-1', state: 'paid' } }),
        entry({ minute: 4, provider: on.chat, content: { kind: 'call', medium: 'video' } }),
        entry({ minute: 5 }),
      ]),
    ).toEqual([]);
  });

  it('are none by a call of ours that nobody took, nor by what a machine wrote', () => {
    const missed = entry({
      minute: 1,
      provider: on.voice,
      by: 'us',
      content: { kind: 'call' },
      call: { state: 'no-answer' },
    });
    const automatic = entry({ minute: 2, provider: on.email, rest: { aside: 'automatic' } });
    expect(of([entry({ minute: 0 }), missed, automatic, entry({ minute: 3 })])).toEqual([]);
    const taken = { ...missed, progress: { ...missed.progress, call: { state: 'answered' as const } } };
    expect(of([entry({ minute: 0 }), taken])).toEqual(['sms voice']);
  });

  it('are none of nothing', () => expect(of([])).toEqual([]));
});

describe('had to repeat', () => {
  const given = entry({ minute: 0, provider: on.chat, text: 'My order number is 4711-0815' });
  const asked = entry({ minute: 9, provider: on.voice, by: 'us', text: 'What is your order number?' });

  it('is a question for what was said before, on whatever channel', () => {
    expect(repeatedQuestions([given, asked], nothing)).toEqual([
      { interactionId: asked.interactionId, at: asked.at, fact: 'order-number', knownSince: given.at },
    ]);
  });

  it('is not the first question, nor one that came before the answer', () => {
    expect(repeatedQuestions([asked], nothing)).toEqual([]);
    const earlier = entry({ minute: -1, by: 'us', text: 'What is your order number?' });
    expect(repeatedQuestions([earlier, given], nothing)).toEqual([]);
  });

  it('is not to ask whether what we know still holds, nor to ask for something else', () => {
    const confirming = entry({ minute: 9, by: 'us', text: 'Is it about order number 4711-0815?' });
    const other = entry({ minute: 9, by: 'us', text: 'What is your customer number?' });
    expect(repeatedQuestions([given, confirming, other], nothing)).toEqual([]);
  });

  it('is to ask for what is known of the person from before, but not for the order of an earlier matter', () => {
    const known = new Map([
      ['email', at(-DAY * 60_000)],
      ['order-number', at(-DAY * 60_000)],
    ]);
    const mail = entry({ minute: 1, by: 'us', text: 'May I have your email address?' });
    expect(repeatedQuestions([mail], known).map(({ fact }) => fact)).toEqual(['email']);
    expect(repeatedQuestions([asked], known)).toEqual([]);
    const learntLater = new Map([['email', at(DAY * 60_000)]]);
    expect(repeatedQuestions([mail], learntLater)).toEqual([]);
  });

  it('is to ask for the number of an order that the shop told us of', () => {
    const bought = entry({
      minute: 0,
      provider: on.shop,
      content: { kind: 'purchase', orderId: 'A-1', state: 'paid' },
    });
    expect(repeatedQuestions([bought, asked], nothing)).toHaveLength(1);
  });
});

describe('repeat contacts', () => {
  const mail = entry({ minute: 0, provider: on.email });
  const chat = entry({ minute: 60, provider: on.chat });
  const call = entry({ minute: 120, provider: on.voice, content: { kind: 'call' } });
  const whys = (...from: Parameters<typeof repeatContacts>) => repeatContacts(...from).map(({ why }) => why);

  it('are contacts on another channel, and calls, while nobody had answered', () => {
    expect(whys([mail, chat, call], [], 24)).toEqual(['unanswered', 'unanswered']);
    expect(whys([call, { ...call, at: at(130 * 60_000) }], [], 24)).toEqual(['unanswered']);
  });

  it('are none after an answer, after the time, nor by more words on the same channel', () => {
    const answer = entry({ minute: 30, by: 'us', provider: on.email });
    expect(whys([mail, answer, chat], [], 24)).toEqual([]);
    expect(whys([mail, chat], [], 0.5)).toEqual([]);
    expect(whys([mail, entry({ minute: 5, provider: on.email })], [], 24)).toEqual([]);
    const taken = { ...call, progress: { ...call.progress, call: { state: 'completed' as const } } };
    expect(whys([taken, entry({ minute: 130 })], [], 24)).toEqual([]);
  });

  it('are conversations soon after another one', () => {
    const before = entry({ minute: -60, conversationId: 'cnv_0' });
    expect(repeatContacts([mail], [before], 24)).toEqual([
      { interactionId: mail.interactionId, at: mail.at, why: 'came-back', after: 'cnv_0' },
    ]);
    expect(whys([mail], [before], 0.5)).toEqual([]);
    expect(whys([mail], [], 24)).toEqual([]);
    expect(whys([mail], [entry({ minute: -60, by: 'us', conversationId: 'cnv_0' })], 24)).toEqual([]);
  });
});

describe('a conversation that was closed', () => {
  const first = entry({ minute: 0 });
  const answer = entry({ minute: 5, by: 'us' });
  const thanks = entry({ minute: 20, text: 'Thank you!', rest: { aside: 'courtesy' } });
  const again = entry({ minute: 30 * 60, text: 'Why is it still not here?' });
  const more = entry({ minute: 30 * 60 + 1, text: 'Hello?' });
  const closed = (...minutes: number[]) => minutes.map((minute) => at(minute * 60_000));
  const of = (entries: Parameters<typeof repeatContacts>[0], closings: string[]) =>
    repeatContacts(entries, [], 24, closings);

  it('and opened again by a question was not resolved at the first contact, however late that is', () => {
    expect(of([first, answer, thanks, again, more], closed(10))).toEqual([
      { interactionId: again.interactionId, at: again.at, why: 'reopened' },
    ]);
  });

  it('was resolved where only thanks, or nothing, came after it', () => {
    expect(of([first, answer, thanks], closed(10))).toEqual([]);
    expect(of([first, answer], closed(10))).toEqual([]);
    expect(of([first, answer, again], [])).toEqual([]);
  });

  it('counts once for each time that it was opened again', () => {
    const third = entry({ minute: 50 * 60 });
    const counted = of([first, answer, again, more, third], closed(10, 31 * 60));
    expect(counted.map(({ interactionId }) => interactionId)).toEqual([
      again.interactionId,
      third.interactionId,
    ]);
  });

  it('counts a contact once where it came on another channel too, and nobody had answered', () => {
    const byMail = entry({ minute: 60, provider: on.email });
    expect(of([first, byMail], closed(10)).map(({ why }) => why)).toEqual(['reopened']);
  });

  it('is no repeat for who had not come before: we had written, and closed', () => {
    expect(of([answer, again], closed(10))).toEqual([]);
  });
});

describe('the measures of a conversation', () => {
  it('tell three switches, no repetition and one contact of a journey that went well', () => {
    const measures = measure({
      entries: fromWebToSms,
      before: [],
      closings: [],
      known: nothing,
      repeatContactHours: 24,
    });
    expect(measures.channelSwitches.count).toBe(3);
    expect(measures.hadToRepeat.count).toBe(0);
    expect(measures.repeatContacts.count).toBe(0);
    expect(measures.firstContactResolved).toBe(true);
  });

  it('are no first-contact resolution where somebody came again', () => {
    const entries = [entry({ minute: 0, provider: on.email }), entry({ minute: 9, provider: on.chat })];
    const measures = measure({ entries, before: [], closings: [], known: nothing, repeatContactHours: 24 });
    expect(measures).toMatchObject({ repeatContacts: { count: 1 }, firstContactResolved: false });
  });
});
