import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '../clients/queues.ts';
import { waitUntil } from '../clock-wait.ts';
import type { Clock } from '../engines/clock.ts';
import type { LambdaFunction } from '../template/functions.ts';
import type { InvocationResult } from './invocation-result.ts';

export type AsyncInvocationsOptions = {
  functions: readonly LambdaFunction[];
  clock: Clock;
  invoke(functionArn: string, payload: string): Promise<InvocationResult>;
  send(queueArn: string, message: OutgoingMessage): Promise<void>;
};

/** Lambda's queue of asynchronous events. It lives in memory: events in it end with the host. */
export type AsyncInvocations = {
  /** Returns at once. Throws for an ARN that names no function of the stack. */
  add(functionArn: string, payload: string): void;
  /** Events that run or wait for another attempt. */
  readonly pending: number;
  stop(): Promise<void>;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_AFTER_MS = [60_000, 120_000];
const THROTTLE_MS = { first: 1_000, most: 300_000 };

type Attempts = { failed: number; throttled: number };

export function createAsyncInvocations(options: AsyncInvocationsOptions): AsyncInvocations {
  const { clock, invoke } = options;
  const abort = new AbortController();
  const running = new Set<Promise<void>>();

  const run = async (fn: LambdaFunction, payload: string) => {
    const endsMs = clock.now() + fn.async.maximumAgeSeconds * 1000;
    const attempts: Attempts = { failed: 0, throttled: 0 };
    while (!abort.signal.aborted) {
      const result = await invoke(fn.arn, payload);
      if (result.kind === 'success') return;
      attempts[result.kind === 'error' ? 'failed' : 'throttled'] += 1;
      const dueMs = clock.now() + waitMs(result, attempts);
      if (attempts.failed > fn.async.retries || dueMs > endsMs)
        return giveUp(options, fn, payload, result, attempts);
      await waitUntil(clock, dueMs, abort.signal);
    }
  };

  return {
    add(functionArn, payload) {
      const fn = options.functions.find(
        ({ arn }) => functionArn === arn || functionArn.startsWith(`${arn}:`),
      );
      if (fn === undefined) throw new Error(`The stack has no function ${functionArn}.`);
      const task = run(fn, payload)
        .catch((error: unknown) => console.error(`${fn.logicalId}: ${String(error)}`))
        .finally(() => running.delete(task));
      running.add(task);
    },
    get pending() {
      return running.size;
    },
    async stop() {
      abort.abort();
      await Promise.all(running);
    },
  };
}

function waitMs(result: InvocationResult, { failed, throttled }: Attempts): number {
  if (result.kind === 'error') return RETRY_AFTER_MS[failed - 1] ?? RETRY_AFTER_MS.at(-1) ?? 0;
  return Math.min(THROTTLE_MS.first * 2 ** (throttled - 1), THROTTLE_MS.most);
}

async function giveUp(
  { send, clock }: AsyncInvocationsOptions,
  fn: LambdaFunction,
  payload: string,
  result: InvocationResult,
  { failed, throttled }: Attempts,
): Promise<void> {
  const requestId = randomUUID();
  const { deadLetterArn, onFailureArn } = fn.async;
  const responsePayload: unknown = result.kind === 'error' ? JSON.parse(result.payload) : null;
  console.error(`${fn.logicalId}: an asynchronous event failed ${failed + throttled} times and is given up.`);
  if (deadLetterArn !== undefined)
    await send(deadLetterArn, { body: payload, attributes: { RequestID: requestId, ErrorCode: '200' } });
  if (onFailureArn === undefined) return;
  const body = {
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${fn.arn}:$LATEST`,
      condition: failed > fn.async.retries ? 'RetriesExhausted' : 'EventAgeExceeded',
      approximateInvokeCount: failed + throttled,
    },
    requestPayload: JSON.parse(payload),
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload,
  };
  await send(onFailureArn, { body: JSON.stringify(body) });
}
