import { describe, expect, it } from 'vitest';
import type { Identity } from '../../functions/interaction/identity.ts';
import { type Delivery, messengerTexts, sms, whatsappTexts } from './deliveries.ts';
import { type Person, people } from './people.ts';
import { inPool } from './pool.ts';
import { pick, type Random, randomFrom, seedOf, shuffled, wholeNumber } from './random.ts';
import { readPerson } from './reads.ts';
import { settle } from './settle.ts';
import { type Throughline, throughline } from './throughline.ts';

const deployment = throughline();
const HOUR = 3_600_000;
const PAST_DEDUPLICATION = 6 * 60_000;
const PEOPLE = 20;
const TURNS = 200;
const CHANNELS = ['whatsapp', 'sms', 'messenger'] as const;

/** One interaction, whoever it is of. */
interface Turn {
  name: string;
  channel: (typeof CHANNELS)[number];
  /** Which of the people. */
  who: number;
  at: number;
}

/** Two days of messages: all inside one window, and before the SMS, which have no time but ours. */
function turnsOf(random: Random, startedAt: number): Turn[] {
  return Array.from({ length: TURNS }, (_, index) => ({
    name: `turn-${index}`,
    channel: pick(random, CHANNELS),
    who: index % PEOPLE,
    at: startedAt - 50 * HOUR + index * (48 / TURNS) * HOUR + wholeNumber(random, 0, 60_000),
  }));
}

/** From 1 to 5; less often the more, for most deliveries come once. */
const timesOf = (random: Random) => 1 + Math.floor(5 * random() ** 4);

function deliveryOf(person: Person, { channel, name, at }: Turn): Delivery {
  if (channel === 'sms') return sms(person, { name });
  return channel === 'whatsapp'
    ? whatsappTexts(person, [{ name, at }])
    : messengerTexts(person, [{ name, at }]);
}

/** In four parts, between which SQS forgets what it was sent: then it is for the router to know it again. */
async function deliverShuffled(
  { stack, deliver }: Throughline,
  group: readonly Person[],
  turns: readonly Turn[],
) {
  const part = Math.ceil(turns.length / 4);
  for (let start = 0; start < turns.length; start += part) {
    await inPool(turns.slice(start, start + part), 4, async (turn) => {
      for (const person of group.slice(turn.who, turn.who + 1))
        expect(await deliver(deliveryOf(person, turn))).toBe(200);
    });
    await settle(stack);
    stack.clock.set(stack.clock.offsetMs + PAST_DEDUPLICATION);
  }
}

/** What the API tells of somebody; times where a provider gave them. */
async function toldOf(identity: Identity, { startedAt }: Throughline) {
  const { entries, conversations } = await readPerson(deployment(), identity);
  const records = entries.map(({ channel, at, interaction, conversationId }) => ({
    text: interaction?.text,
    channel,
    at: channel === 'sms' ? 'ours' : at,
    conversation: conversations.findIndex((conversation) => conversation.conversationId === conversationId),
  }));
  const timeOf = (at: string) => (Date.parse(at) < startedAt ? at : 'ours');
  return {
    records: records.sort((left, right) => `${left.text}`.localeCompare(`${right.text}`)),
    conversations: conversations.map(({ status, openedAt, lastAt }) => {
      return { status, openedAt: timeOf(openedAt), lastAt: timeOf(lastAt) };
    }),
  };
}

/** What one after the other must leave: each turn once, all of them in one conversation, as none is 72 hours long. */
function expectedOf(turns: readonly Turn[]) {
  const records = turns.map(({ name, channel, at }) => {
    const told = channel === 'whatsapp' ? Math.floor(at / 1000) * 1000 : at;
    return {
      text: `Text of ${name}`,
      channel: channel === 'sms' ? 'sms' : 'social',
      at: channel === 'sms' ? 'ours' : new Date(told).toISOString(),
      conversation: 0,
    };
  });
  // Our times are later than all of the providers', and so is the word.
  const times = records.map(({ at }) => at).sort();
  const conversation = { status: 'open', openedAt: times.at(0), lastAt: times.at(-1) };
  return {
    records: records.sort((left, right) => left.text.localeCompare(right.text)),
    conversations: times.length === 0 ? [] : [conversation],
  };
}

describe('200 interactions of 20 people', () => {
  it('repeated and out of order are each recorded once, in one conversation of each', async () => {
    const random = randomFrom(seedOf('disorder'));
    const turns = turnsOf(random, deployment().startedAt);
    const repeated = turns.flatMap((turn) => Array.from({ length: timesOf(random) }, () => turn));
    expect(
      new Set(repeated.map(({ name }) => repeated.filter((other) => other.name === name).length)),
    ).toEqual(new Set([1, 2, 3, 4, 5]));
    const group = people(0, PEOPLE);
    await deliverShuffled(deployment(), group, shuffled(random, repeated));

    for (const [index, { identities }] of group.entries()) {
      const own = turns.filter(({ who }) => who === index);
      const [byPage, byPhone] = [true, false].map((isPage) =>
        own.filter(({ channel }) => (channel === 'messenger') === isPage),
      );
      expect(await toldOf(identities.messenger, deployment())).toEqual(expectedOf(byPage ?? []));
      expect(await toldOf(identities.phone, deployment())).toEqual(expectedOf(byPhone ?? []));
    }
  }, 120_000);
});
