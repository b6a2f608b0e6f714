import { describe, expect, it } from 'vitest';
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

/** In order for each person; side by side for people, whom nothing connects. */
async function deliverInOrder({ deliver }: Throughline, group: readonly Person[], turns: readonly Turn[]) {
  await inPool([...group.entries()], 4, async ([index, person]) => {
    for (const turn of turns.filter(({ who }) => who === index))
      expect(await deliver(deliveryOf(person, turn))).toBe(200);
  });
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

/** Records and grouping; times where a provider gave them. */
async function outcomeOf(throughline: Throughline, { identities }: Person) {
  const outcome = async (identity: Person['identities']['phone']) => {
    const { entries, conversations } = await readPerson(throughline, identity);
    const records = entries.map(({ channel, at, interaction, conversationId }) => ({
      text: interaction?.text,
      channel,
      at: channel === 'sms' ? 'ours' : at,
      conversation: conversations.findIndex((conversation) => conversation.conversationId === conversationId),
    }));
    const hasOurTimes = records.some(({ at }) => at === 'ours');
    return {
      records: records.sort((left, right) => `${left.text}`.localeCompare(`${right.text}`)),
      conversations: conversations.map(({ status, openedAt, lastAt }) => ({
        status,
        openedAt: Date.parse(openedAt) < throughline.startedAt ? openedAt : 'ours',
        lastAt: hasOurTimes ? 'ours' : lastAt,
      })),
    };
  };
  return { phone: await outcome(identities.phone), messenger: await outcome(identities.messenger) };
}

describe('200 interactions of 20 people', () => {
  it('repeated and out of order are the same records in the same conversations', async () => {
    const { stack, startedAt } = deployment();
    const random = randomFrom(seedOf('disorder'));
    const turns = turnsOf(random, startedAt);
    const [inOrder, outOfOrder] = [people(0, PEOPLE), people(PEOPLE, PEOPLE)];
    await deliverInOrder(deployment(), inOrder, turns);
    await settle(stack);
    const repeated = turns.flatMap((turn) => Array.from({ length: timesOf(random) }, () => turn));
    expect(
      new Set(repeated.map(({ name }) => repeated.filter((other) => other.name === name).length)),
    ).toEqual(new Set([1, 2, 3, 4, 5]));
    await deliverShuffled(deployment(), outOfOrder, shuffled(random, repeated));

    let records = 0;
    for (const [index, person] of inOrder.entries()) {
      const expected = await outcomeOf(deployment(), person);
      for (const other of outOfOrder.slice(index, index + 1))
        expect(await outcomeOf(deployment(), other)).toEqual(expected);
      records += expected.phone.records.length + expected.messenger.records.length;
    }
    expect(records).toBe(TURNS);
  }, 120_000);
});
