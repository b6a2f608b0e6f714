import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { OutgoingMessage } from '../../../../infra/local/clients/queues.ts';
import { createClock } from '../../../../infra/local/engines/clock.ts';
import { createAsyncInvocations } from '../../../../infra/local/lambda/async-invocations.ts';
import type { InvocationResult } from '../../../../infra/local/lambda/invocation-result.ts';
import type { AsyncPolicy } from '../../../../infra/local/template/functions.ts';
import { fixture } from './lambda-fixture.ts';

const success: InvocationResult = { kind: 'success', payload: 'null' };
const failure: InvocationResult = { kind: 'error', payload: '{"errorType":"Error"}', errorType: 'Error' };
const throttled: InvocationResult = { kind: 'throttled' };
const minute = 60_000;

/** Invokes with these results in turn, the last one for ever. */
function start(results: InvocationResult[], policy: Partial<AsyncPolicy> = {}) {
  const clock = createClock();
  const events: string[] = [];
  const sent: [string, OutgoingMessage][] = [];
  const fn = { ...fixture, async: { ...fixture.async, ...policy } };
  const invocations = createAsyncInvocations({
    functions: [fn],
    clock,
    async invoke(_arn, payload) {
      events.push(payload);
      return results[events.length - 1] ?? results.at(-1) ?? success;
    },
    async send(...message) {
      sent.push(message);
    },
  });
  onTestFinished(invocations.stop);
  invocations.add(fn.arn, '{"a":1}');
  const attempts = (count: number) => vi.waitFor(() => expect(events).toHaveLength(count));
  const pass = (ms: number) => clock.set(clock.offsetMs + ms);
  return { invocations, attempts, pass, sent, fn };
}

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
describe('an asynchronous event', () => {
  test('is done when it succeeds', async () => {
    const { invocations, attempts } = start([success]);
    await attempts(1);
    await vi.waitFor(() => expect(invocations.pending).toBe(0));
  });

  test('is tried again after one minute, and after two more', async () => {
    const { invocations, attempts, pass } = start([failure, failure, success]);
    await attempts(1);
    pass(minute - 5_000);
    await expect(attempts(2)).rejects.toThrow();
    pass(5_000);
    await attempts(2);
    pass(minute);
    await expect(attempts(3)).rejects.toThrow();
    pass(minute);
    await attempts(3);
    await vi.waitFor(() => expect(invocations.pending).toBe(0));
  });

  test('goes to its dead-letter queue and its destination when it is given up', async () => {
    const { attempts, pass, sent, fn } = start([failure], {
      deadLetterArn: 'arn:dead',
      onFailureArn: 'arn:destination',
      retries: 1,
    });
    await attempts(1);
    pass(minute);
    await attempts(2);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    const [dead, destination] = sent;
    expect(dead).toMatchObject(['arn:dead', { body: '{"a":1}', attributes: { ErrorCode: '200' } }]);
    expect(destination?.[0]).toBe('arn:destination');
    expect(JSON.parse(destination?.[1].body ?? '')).toMatchObject({
      requestContext: {
        functionArn: `${fn.arn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 2,
      },
      requestPayload: { a: 1 },
      responsePayload: { errorType: 'Error' },
    });
  });

  test('waits while the function is throttled, until it is too old', async () => {
    const { attempts, pass, sent } = start([throttled], {
      onFailureArn: 'arn:destination',
      maximumAgeSeconds: 60,
    });
    await attempts(1);
    pass(minute);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(JSON.parse(sent[0]?.[1].body ?? '').requestContext.condition).toBe('EventAgeExceeded');
  });

  test('needs a function', () => {
    const { invocations } = start([success]);
    expect(() => invocations.add('arn:nobody', '{}')).toThrow('The stack has no function arn:nobody.');
  });
});
