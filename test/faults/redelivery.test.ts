import { beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../functions/interaction/identity.ts';
import type { Call, OnCall } from '../../infra/local/aws/call.ts';
import { type Delivery, whatsappTexts } from './deliveries.ts';
import { person } from './people.ts';
import { inPool } from './pool.ts';
import { readPerson, textsOf } from './reads.ts';
import { unitsOf } from './replay.ts';
import { settle } from './settle.ts';
import { lineNames, stepsOf } from './story.ts';
import { readTable } from './table.ts';
import { throughline } from './throughline.ts';

const deployment = throughline();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

/** Lets the queue refuse one message of the `nth` batch (from 1) that is sent. */
function refuseOne(nth: number): OnCall {
  let batches = 0;
  return ({ action }) => {
    if (action !== 'SendMessageBatch') return undefined;
    batches += 1;
    return batches === nth ? { kind: 'refuseEntries', indexes: [1] } : undefined;
  };
}

describe('a queue that refuses some messages of a delivery', { timeout: 120_000 }, () => {
  it.each([
    { batch: 1, taken: 9 },
    { batch: 2, taken: 11 },
  ])(
    'of its batch $batch is not told that it was taken; the next try brings what is missing',
    async ({ batch, taken }) => {
      const { stack, deliver, startedAt } = deployment();
      const someone = person(10 + batch);
      // Twelve messages are two batches.
      const said = Array.from({ length: 12 }, (_, index) => ({
        name: `turn-${index}`,
        at: startedAt - (60 - index) * 60_000,
      }));
      const delivery = whatsappTexts(someone, said);
      stack.awsEndpoint.setOnCall(refuseOne(batch));
      expect(await deliver(delivery)).toBe(503);
      stack.awsEndpoint.setOnCall(undefined);
      await settle(stack);
      expect((await readPerson(deployment(), someone.identities.phone)).entries).toHaveLength(taken);

      expect(await deliver(delivery)).toBe(200);
      await settle(stack);
      const told = await readPerson(deployment(), someone.identities.phone);
      expect(textsOf(told)).toEqual(said.map(({ name }) => `Text of ${name}`));
      expect(told.conversations).toHaveLength(1);
    },
  );

  it('of what a CRM writes is told as busy; sent again, all of it is there once', async () => {
    const { stack, post, startedAt } = deployment();
    const identity: Identity = { kind: 'visitor', scope: 'shop.example.com', value: 'refused' };
    const events = Array.from({ length: 3 }, (_, index) => ({
      type: 'recorded',
      provider: 'chat/site',
      account: 'shop',
      providerInteractionId: `refused-${index}`,
      at: new Date(startedAt + index).toISOString(),
      interaction: {
        kind: 'message',
        direction: 'inbound',
        text: `Text ${index}`,
        contact: { identity, assurance: 'claimed' },
      },
    }));
    stack.awsEndpoint.setOnCall(refuseOne(1));
    expect(await post('events', { events })).toBe(503);
    stack.awsEndpoint.setOnCall(undefined);
    expect(await post('events', { events })).toBe(202);
    await settle(stack);
    expect(textsOf(await readPerson(deployment(), identity))).toEqual(['Text 0', 'Text 1', 'Text 2']);
  });
});

function wholeStory(startedAt: number): Delivery[] {
  return lineNames.flatMap((line) =>
    stepsOf(line).map(({ delivery }) => delivery(person(1), startedAt - HOUR)),
  );
}

async function deliverOnce(): Promise<void> {
  const { stack, startedAt, deliver } = deployment();
  for (const delivery of wholeStory(startedAt)) expect(await deliver(delivery)).toBe(200);
  await settle(stack);
}

describe('what was delivered already', { timeout: 120_000 }, () => {
  beforeAll(deliverOnce);

  it.each([
    { when: 'after five minutes', laterMs: 5 * MINUTE + 1000, times: 1 },
    { when: 'after a year', laterMs: YEAR, times: 1 },
    { when: 'twenty times at once', laterMs: 10 * MINUTE, times: 20 },
  ])('and comes again $when changes nothing and writes nothing', async ({ when, laterMs, times }) => {
    const { stack, table, startedAt, deliver } = deployment();
    const before = await readTable(table);
    stack.clock.set(stack.clock.offsetMs + laterMs);
    const calls: Call[] = [];
    stack.awsEndpoint.setOnCall((call) => {
      if (call.service === 'dynamodb' && call.principal !== 'operator') calls.push(call);
      return undefined;
    });
    const again = wholeStory(startedAt).flatMap((delivery) => Array.from({ length: times }, () => delivery));
    await inPool(again, times, async (delivery) => expect(await deliver(delivery)).toBe(200));
    await settle(stack);
    stack.awsEndpoint.setOnCall(undefined);

    const reads = calls.filter(({ action }) => /^(Get|BatchGet|Query)/.test(action));
    expect(calls.filter((call) => !reads.includes(call)).map(({ action }) => action)).toEqual([]);
    // Each event was looked at, so it was the table that knew it.
    expect(reads.length).toBeGreaterThanOrEqual(again.length / times);
    const units = await unitsOf(deployment(), reads);
    console.log(`${when}: ${again.length} deliveries, ${reads.length} reads of ${units} units, no write`);
    expect(await readTable(table)).toEqual(before);
  });
});

describe('a message with an impossible time', { timeout: 120_000 }, () => {
  it('of 2099 is of now: it holds no conversation open and no place at the top', async () => {
    const { stack, deliver } = deployment();
    const someone = person(2);
    const write = async (name: string, at: number) => {
      await deliver(whatsappTexts(someone, [{ name, at }]));
      await settle(stack);
    };
    await write('before', stack.clock.now() - HOUR);
    await write('2099', Date.UTC(2099, 0, 1));
    const told = await readPerson(deployment(), someone.identities.phone);
    expect(told.conversations).toHaveLength(1);
    const [newest] = told.entries;
    expect(Date.parse(newest?.at ?? '')).toBeLessThanOrEqual(stack.clock.now() + 5 * MINUTE);

    stack.clock.set(stack.clock.offsetMs + 73 * HOUR);
    await write('after', stack.clock.now());
    const later = await readPerson(deployment(), someone.identities.phone);
    expect(textsOf(later)).toEqual(['Text of before', 'Text of 2099', 'Text of after']);
    expect(later.conversations.map(({ status }) => status)).toEqual(['open', 'lapsed']);
  });

  it('of 1970 is over at once: the open conversation and its beginning stay', async () => {
    const { stack, deliver } = deployment();
    const someone = person(3);
    const write = async (name: string, at: number) => {
      await deliver(whatsappTexts(someone, [{ name, at }]));
      await settle(stack);
    };
    await write('first', 1000);
    const opened = stack.clock.now();
    await write('one', opened);
    await write('1970', 2000);
    await write('two', opened + 2 * MINUTE);
    const told = await readPerson(deployment(), someone.identities.phone);
    expect(textsOf(told)).toEqual(['first', '1970', 'one', 'two'].map((name) => `Text of ${name}`));
    expect(told.conversations.map(({ status }) => status)).toEqual(['open', 'lapsed']);
    const [open] = told.conversations;
    expect(Date.parse(open?.openedAt ?? '')).toBe(Math.floor(opened / 1000) * 1000);
  });
});
