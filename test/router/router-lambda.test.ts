import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { queueIds } from '../../functions/interaction/event-ids.ts';
import { identityText, interactionId } from '../../functions/interaction/ids.ts';
import { decodeEvent } from '../../functions/interaction/queue-message.ts';
import { findCustomerId } from '../../functions/store/customers.ts';
import { readJourney } from '../../functions/store/journeys.ts';
import type { Call, Verdict } from '../../infra/local/aws/call.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { message, moving, phone } from './events.ts';
import { type Handler, type LocalRouter, startLocalRouter } from './local-router.ts';

let local: LocalRouter;
let handler: Handler;
let persons = 0;

beforeAll(async () => {
  local = await startLocalRouter(0);
  ({ handler } = await import('../../functions/router/router.lambda.ts'));
});
afterAll(() => local.stop());
beforeEach(() => {
  persons += 1;
  return () => local.interfere(undefined);
});

/** Somebody of this test alone. */
const person = (letter: string) => phone(`01${persons}${letter.charCodeAt(0) % 10}`);
const text = (id: string, atMs = 0, letter = 'A') =>
  message({ id: `${id}-${persons}`, atMs, identity: person(letter) });

/** Invokes until the queue is empty, or `most` times. Resolves to how many times. */
async function drain(most = 30): Promise<number> {
  for (let invocations = 0; invocations < most; invocations += 1) {
    if ((await local.invoke(handler)) === undefined) return invocations;
  }
  return most;
}

async function journeyOf(letter = 'A'): Promise<string[]> {
  const customerId = await findCustomerId(local.table, 'demo', person(letter));
  if (customerId === undefined) return [];
  const page = await readJourney(local.table, 'demo', customerId, { limit: 100, order: 'oldest-first' });
  return (page?.entries ?? []).map(({ interactionId: id }) => id);
}

/** True for calls that write or read the item of this event's interaction. */
function isAbout(call: Call, event: InteractionEvent): boolean {
  return JSON.stringify(call.body ?? '').includes(`INTERACTION#${interactionId(event)}"`);
}

function failWhere(condition: (call: Call) => boolean, verdict: Verdict): void {
  local.interfere((call) => (condition(call) ? verdict : undefined));
}

const invalid: Verdict = { kind: 'error', status: 400, code: 'ValidationException', message: 'Made to fail' };

describe('the router function', () => {
  it('is wrapped, and routes a batch over several groups', async () => {
    expect(handler).toHaveProperty('use');
    const events = [text('a1'), text('b1', 0, 'B'), text('a2', 1), text('a3', 2)];
    await local.send(...events);
    await drain();
    expect(await journeyOf('A')).toEqual(
      [events[0], events[2], events[3]].flatMap((event) => (event ? interactionId(event) : [])),
    );
    expect(await journeyOf('B')).toHaveLength(1);
    expect(await local.deadLetters()).toEqual([]);
  });

  it('counts a stub', async () => {
    await local.send(moving(`stub-${persons}`, 0, { type: 'receipt', status: 'sent' }));
    const lines = await writtenBy(() => drain());
    expect(lines).toContainEqual(expect.objectContaining({ StubWritten: 1, provider: 'sms/twilio' }));
  });

  it('counts who is new and who was joined, with a zero for those who were not', async () => {
    const bsuid = { kind: 'whatsapp', scope: 'waba', value: `US.${persons}` } as const;
    const both = message({
      id: `both-${persons}`,
      identity: person('A'),
      contact: { assurance: 'verified', alsoKnownAs: [bsuid] },
    });
    await local.send(message({ id: `new-${persons}`, identity: bsuid }));
    const first = await writtenBy(() => drain());
    await local.send(both);
    const second = await writtenBy(() => drain());
    const sums = [first, second].map((lines) =>
      ['IdentityClaimed', 'PeopleJoined'].map((metric) => {
        const values = lines.flatMap((line) => (metric in line ? [Number(line[metric])] : []));
        return { published: values.length > 0, sum: values.reduce((sum, value) => sum + value, 0) };
      }),
    );
    expect(sums).toEqual([
      [
        { published: true, sum: 1 },
        { published: true, sum: 0 },
      ],
      [
        { published: true, sum: 1 },
        { published: true, sum: 1 },
      ],
    ]);
  });

  it('sets a message that cannot be read aside at once, and its group goes on', async () => {
    const next = text('next');
    const { groupId } = queueIds(next);
    await local.sendBody('{"type":"recorded"}', { groupId, deduplicationId: `broken-${persons}` });
    await local.send(next);
    await drain();
    const [letter, ...others] = await local.deadLetters();
    expect(others).toEqual([]);
    expect(letter?.Body).toBe('{"type":"recorded"}');
    expect(letter?.MessageAttributes?.reason?.StringValue).toBe('unreadable');
    expect(letter?.Attributes?.MessageGroupId).toBe(groupId);
    expect(await journeyOf()).toEqual([interactionId(next)]);
  });

  it('loses no event: each is in the journey, or set aside', async () => {
    const events = Array.from({ length: 24 }, (_, index) => text(`all-${index}`, index));
    const hopeless = events.filter((_, index) => index % 12 === 7);
    failWhere(
      (call) => hopeless.some((event) => isAbout(call, event)) && call.action === 'UpdateItem',
      invalid,
    );
    await local.send(...events);
    await drain(60);
    const letters = await local.deadLetters();
    const setAside = letters.map(({ Body = '' }) => decodeEvent(Body).providerInteractionId);
    expect(setAside).toEqual(hopeless.map(({ providerInteractionId }) => providerInteractionId));
    expect(await journeyOf()).toEqual(events.filter((event) => !hopeless.includes(event)).map(interactionId));
  });

  it('sets an event aside at its fifth failure, in between nothing overtakes it, then its group goes on', async () => {
    const [first, poison, follower, other] = [text('1'), text('2', 1), text('3', 2), text('o', 0, 'B')];
    failWhere((call) => call.action === 'UpdateItem' && isAbout(call, poison), invalid);
    await local.send(first, poison, follower, other);
    for (let failure = 1; failure < 5; failure += 1) {
      await local.invoke(handler);
      expect(await journeyOf()).toEqual([interactionId(first)]);
      expect(await journeyOf('B')).toEqual([interactionId(other)]);
    }
    await drain();
    expect(await journeyOf()).toEqual([interactionId(first), interactionId(follower)]);
    const letters = await local.deadLetters();
    expect(letters.map(({ Body = '' }) => decodeEvent(Body))).toEqual([poison]);
    expect(letters[0]?.MessageAttributes).toMatchObject({
      reason: { StringValue: 'ValidationException' },
      attempts: { StringValue: '5' },
    });
  });

  it('sets an event that no item can hold aside at once', async () => {
    const [large, follower] = [text('1'), text('2', 1)];
    failWhere((call) => call.action === 'UpdateItem' && isAbout(call, large), {
      ...invalid,
      message: 'Item size to update has exceeded the maximum allowed size',
    });
    await local.send(large, follower);
    await local.invoke(handler);
    expect(await journeyOf()).toEqual([interactionId(follower)]);
    expect(await local.deadLetters()).toMatchObject([
      { MessageAttributes: { attempts: { StringValue: '1' } } },
    ]);
  });

  it('counts attempts exactly: followers that were received as often have all their tries', async () => {
    const [poison, second] = [text('1'), text('2', 1)];
    failWhere(
      (call) => call.action === 'UpdateItem' && (isAbout(call, poison) || isAbout(call, second)),
      invalid,
    );
    await local.send(poison, second);
    for (let failure = 1; failure <= 5; failure += 1) await local.invoke(handler);
    local.interfere(undefined);
    await drain();
    expect(await journeyOf()).toEqual([interactionId(second)]);
    expect(await local.deadLetters()).toHaveLength(1);
  });

  it('gives a redriven event all its tries again, and puts it in its place', async () => {
    const [early, later] = [text('1'), text('2', 1)];
    failWhere((call) => call.action === 'UpdateItem' && isAbout(call, early), invalid);
    await local.send(early, later);
    await drain();
    const [letter] = await local.deadLetters();
    let failures = 0;
    local.interfere((call) => {
      if (call.action !== 'UpdateItem' || !isAbout(call, early) || failures === 4) return undefined;
      failures += 1;
      return invalid;
    });
    const ids = { ...queueIds(early), deduplicationId: `redrive-${persons}` };
    await local.sendBody(letter?.Body ?? '', ids);
    await drain();
    expect(await journeyOf()).toEqual([early, later].map(interactionId));
    expect(await local.deadLetters()).toEqual([]);
  });

  it('a redriven event that fails again within five minutes is set aside again, not lost', async () => {
    const event = text('1');
    failWhere((call) => call.action === 'UpdateItem' && isAbout(call, event), invalid);
    await local.send(event);
    for (let failure = 1; failure < 5; failure += 1) await local.invoke(handler);
    // By now the routing queue would take the same message again; the dead-letter queue has just got it.
    local.passSeconds(301);
    await drain();
    expect(await local.deadLetters()).toHaveLength(1);
    await local.send(event);
    await drain();
    expect(await local.deadLetters()).toHaveLength(1);
  });

  const troubles: [string, Verdict][] = [
    ['throttles', { kind: 'error', status: 400, code: 'ThrottlingException', message: 'Slow down' }],
    ['fails inside', { kind: 'error', status: 500, code: 'InternalServerError', message: 'Internal' }],
    ['applies and does not answer', { kind: 'lostAnswer' }],
  ];
  it.each(troubles)(
    'goes on trying while DynamoDB %s, however often',
    { timeout: 120_000 },
    async (_, verdict) => {
      const event = text('1');
      await local.send(event);
      // The count of failures is let through: trouble must not even reach it.
      failWhere(
        (call) => call.service === 'dynamodb' && !JSON.stringify(call.body).includes('FAILURE#'),
        verdict,
      );
      for (let invocation = 0; invocation < 6; invocation += 1) {
        expect(await local.invoke(handler)).toEqual({ received: 1, failed: 1 });
      }
      expect(await local.deadLetters()).toEqual([]);
      local.interfere(undefined);
      await drain();
      expect(await journeyOf()).toEqual([interactionId(event)]);
      expect(await local.deadLetters()).toEqual([]);
    },
  );

  it('goes on trying while a transaction conflicts', async () => {
    const event = text('1');
    await local.send(event);
    failWhere((call) => call.action === 'TransactWriteItems', {
      kind: 'error',
      status: 400,
      code: 'TransactionCanceledException',
      message: 'Transaction cancelled [TransactionConflict, None]',
      cancellationReasons: ['TransactionConflict', 'None'],
    });
    for (let invocation = 0; invocation < 6; invocation += 1)
      expect(await local.invoke(handler)).toEqual({ received: 1, failed: 1 });
    local.interfere(undefined);
    await drain();
    expect(await journeyOf()).toEqual([interactionId(event)]);
    expect(await local.deadLetters()).toEqual([]);
  });

  it('does not lose an event when the dead-letter queue does not take it', async () => {
    await local.sendBody('not an event', { groupId: `g-${persons}`, deduplicationId: `d-${persons}` });
    failWhere((call) => call.action === 'SendMessage', {
      kind: 'error',
      status: 500,
      code: 'InternalError',
      message: 'No',
    });
    expect(await local.invoke(handler)).toEqual({ received: 1, failed: 1 });
    local.interfere(undefined);
    await drain();
    expect(await local.deadLetters()).toHaveLength(1);
  });

  it('says what stops it when it may not even count its failures', async () => {
    const event = text('1');
    await local.send(event);
    failWhere((call) => call.action === 'UpdateItem', {
      kind: 'error',
      status: 400,
      code: 'AccessDeniedException',
      message: 'Not authorized to perform: dynamodb:UpdateItem',
    });
    const lines = await writtenBy(() => local.invoke(handler));
    expect(lines).toContainEqual(
      expect.objectContaining({
        error: 'AccessDeniedException',
        reason: expect.stringContaining('UpdateItem'),
      }),
    );
    local.interfere(undefined);
    await drain();
    expect(await journeyOf()).toEqual([interactionId(event)]);
  });

  it('begins no record that the time left may not be enough for', async () => {
    await local.send(text('1'));
    expect(await local.invoke(handler, 1_000)).toEqual({ received: 1, failed: 1 });
    expect(await journeyOf()).toEqual([]);
    await drain();
    expect(await journeyOf()).toHaveLength(1);
  });

  it('writes no customer text into its log', async () => {
    const event = text('1');
    failWhere((call) => call.action === 'UpdateItem' && isAbout(call, event), invalid);
    await local.send(event);
    const lines = JSON.stringify(await writtenBy(() => drain()));
    expect(lines).toContain('ValidationException');
    expect(lines).not.toContain('Text of');
    expect(lines).not.toContain(identityText(person('A')));
    await local.deadLetters();
  });
});
