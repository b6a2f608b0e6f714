import { randomUUID } from 'node:crypto';
import type { Clock } from '../engines/clock.ts';
import type { LambdaFunction } from '../template/functions.ts';
import type { FunctionLog } from './function-log.ts';
import { failure, type InvocationResult } from './invocation-result.ts';
import type { Sandbox } from './sandbox.ts';
import type { SandboxPool } from './sandbox-pool.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const REQUEST_LIMIT = 6_291_556;
const ACCOUNT_CONCURRENCY = 1_000;

export type FunctionHostOptions = { fn: LambdaFunction; pool: SandboxPool; clock: Clock; log: FunctionLog };

export type FunctionState = {
  name: string;
  sandboxes: { pid: number; busy: boolean }[];
  coldStarts: number;
  invocations: number;
  errors: number;
};

/** One function, ready to be invoked. */
export type FunctionHost = {
  /** Runs one event. What the function, the runtime or a limit reports is in the result; nothing is thrown. */
  invoke(payload: string): Promise<InvocationResult>;
  /** Kills all its sandboxes, as a machine that fails does; tells how many. */
  kill(): number;
  inspect(): FunctionState;
};

export function createFunctionHost({ fn, pool, clock, log }: FunctionHostOptions): FunctionHost {
  const limit = fn.reservedConcurrency ?? ACCOUNT_CONCURRENCY;
  const counts = { running: 0, invocations: 0, errors: 0 };

  const run = async (payload: string): Promise<InvocationResult> => {
    if (Buffer.byteLength(payload) > REQUEST_LIMIT)
      return failure('RequestTooLargeException', `Request must be smaller than ${REQUEST_LIMIT} bytes`);
    const sandbox = await pool.take();
    return 'kind' in sandbox ? sandbox : runIn(sandbox, payload);
  };

  const runIn = async (sandbox: Sandbox, payload: string): Promise<InvocationResult> => {
    const requestId = randomUUID();
    const timeoutMs = fn.timeoutSeconds * 1000;
    const began = performance.now();
    const result = await sandbox.invoke(
      {
        requestId,
        payload,
        functionArn: fn.arn,
        deadlineMs: clock.now() + timeoutMs,
        clockOffsetMs: clock.offsetMs,
      },
      timeoutMs,
    );
    log.invocation(requestId, performance.now() - began, result);
    return result;
  };

  return {
    async invoke(payload) {
      if (counts.running >= limit) return { kind: 'throttled' };
      counts.running += 1;
      counts.invocations += 1;
      const result = await run(payload);
      counts.running -= 1;
      if (result.kind === 'error') counts.errors += 1;
      return result;
    },
    kill: () => pool.kill(),
    inspect: () => ({
      name: fn.name,
      sandboxes: pool.list(),
      coldStarts: pool.coldStarts,
      invocations: counts.invocations,
      errors: counts.errors,
    }),
  };
}
