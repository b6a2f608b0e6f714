import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { isAlive, startFixtureHost } from './lambda-fixture.ts';

describe('a function under the runtime client of AWS', () => {
  test('returns what its handler returns, undefined as null', async () => {
    const { result } = startFixtureHost();
    const event = { mode: 'echo', text: 'ü \u2028 \u{1F600}', nested: [1, null] };
    expect(await result(event)).toEqual(event);
    expect(await result({ mode: 'nothing' })).toBeNull();
  });

  test('runs events one after the other in the same process, and at once in several', async () => {
    const { result, host, fn } = startFixtureHost();
    const first = await result({ mode: 'pid' });
    expect(await result({ mode: 'pid' })).toBe(first);
    const began = performance.now();
    await Promise.all(Array.from({ length: 4 }, () => result({ mode: 'sleep', ms: 700 })));
    expect(performance.now() - began).toBeLessThan(2 * 700 + 1500);
    expect(host.function(fn.arn)?.inspect()).toMatchObject({ coldStarts: 4, invocations: 6, errors: 0 });
  });

  test('waits for a free process beyond the limit of the machine', async () => {
    const { result, host, fn } = startFixtureHost({}, 2);
    const results = await Promise.all(Array.from({ length: 12 }, () => result({ mode: 'sleep', ms: 20 })));
    expect(results).toEqual(Array.from({ length: 12 }, () => 'awake'));
    expect(host.function(fn.arn)?.inspect()).toMatchObject({ coldStarts: 2, invocations: 12 });
  });

  test('has exactly the variables of the template and of AWS', async () => {
    vi.stubEnv('OF_THE_DEVELOPER', 'secret');
    const { result } = startFixtureHost();
    const environment = await result({ mode: 'environment' });
    vi.unstubAllEnvs();
    expect(Object.keys(environment ?? {}).sort()).toEqual(
      [
        'GREETING',
        '_HANDLER',
        'AWS_ACCESS_KEY_ID',
        'AWS_DEFAULT_REGION',
        'AWS_ENDPOINT_URL',
        'AWS_EXECUTION_ENV',
        'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
        'AWS_LAMBDA_FUNCTION_NAME',
        'AWS_LAMBDA_FUNCTION_VERSION',
        'AWS_LAMBDA_INITIALIZATION_TYPE',
        'AWS_LAMBDA_LOG_GROUP_NAME',
        'AWS_LAMBDA_LOG_STREAM_NAME',
        'AWS_LAMBDA_RUNTIME_API',
        'AWS_REGION',
        'AWS_SECRET_ACCESS_KEY',
        'AWS_SESSION_TOKEN',
        'HOME',
        'LAMBDA_RUNTIME_DIR',
        'LAMBDA_TASK_ROOT',
        'LANG',
        'PATH',
        'TZ',
      ].sort(),
    );
    expect(environment).toMatchObject({ GREETING: 'hello', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' });
  });

  test('gives each process an access key that is known while it lives', async () => {
    const { result, principals, host, fn } = startFixtureHost();
    const { AWS_ACCESS_KEY_ID } = (await result({ mode: 'environment' })) as { AWS_ACCESS_KEY_ID: string };
    expect(principals.find(AWS_ACCESS_KEY_ID)?.name).toBe(
      'arn:aws:sts::000000000000:assumed-role/fixture/fixture',
    );
    host.function(fn.arn)?.kill();
    await vi.waitFor(() => expect(principals.find(AWS_ACCESS_KEY_ID)).toBeUndefined());
  });

  test('finds the SDK that the runtime brings, and nothing else that it did not bundle', async () => {
    const { result } = startFixtureHost();
    expect(await result({ mode: 'unbundled' })).toBe('ERR_MODULE_NOT_FOUND');
    expect(await result({ mode: 'sdk' })).toBe(true);
  });

  test('does nothing between its answer and the next event', async () => {
    const { result } = startFixtureHost();
    await result({ mode: 'startTicking' });
    await sleep(400);
    // Unfrozen it would be about 80.
    expect(await result({ mode: 'ticks' })).toBeLessThan(20);
  });

  test('prints into its log, with the report of AWS', async () => {
    const { result, dataFolder } = startFixtureHost();
    await result({ mode: 'echo' });
    const log = readFileSync(join(dataFolder, 'logs', 'Fixture.log'), 'utf8');
    expect(log).toMatch(/INFO\tmode echo/);
    expect(log).toMatch(/REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tMemory Size: 256 MB\n/);
  });

  test('runs inline code', async () => {
    const source = 'exports.handler = async (event) => event.a + 1;';
    const { result } = startFixtureHost({ code: { kind: 'inline', source } });
    expect(await result({ a: 1 })).toBe(2);
  });
});

describe('a function that fails', () => {
  test('reports what it threw and goes on', async () => {
    const { error, result } = startFixtureHost();
    expect(await error({ mode: 'throw' })).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'as asked',
    });
    expect(await result({ mode: 'echo' })).toEqual({ mode: 'echo' });
  });

  test('is killed when its time is out', async () => {
    const { error, result, host, fn } = startFixtureHost({ timeoutSeconds: 1 });
    const pid = Number(await result({ mode: 'pid' }));
    const { errorType, errorMessage } = await error({ mode: 'sleep', ms: 60_000 });
    expect(errorType).toBe('Sandbox.Timedout');
    expect(errorMessage).toMatch(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
    expect(await result({ mode: 'echo' })).toEqual({ mode: 'echo' });
    expect(host.function(fn.arn)?.inspect()).toMatchObject({ coldStarts: 2, errors: 1 });
  });

  test('that exits, or is killed, reports how', async () => {
    const { error, host, fn, result } = startFixtureHost();
    expect(await error({ mode: 'exit' })).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('Runtime exited with error: exit status 3'),
    });
    await result({ mode: 'echo' });
    const sleeping = error({ mode: 'sleep', ms: 60_000 });
    await sleep(300);
    expect(host.function(fn.arn)?.kill()).toBe(1);
    expect(await sleeping).toMatchObject({
      errorMessage: expect.stringContaining('Runtime exited with error: signal: killed'),
    });
  });

  test('that cannot be loaded reports so each time', async () => {
    const { error } = startFixtureHost({ handler: 'index.broken' });
    for (let time = 0; time < 2; time += 1)
      expect(await error({ mode: 'echo' })).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  });

  test('may neither take nor give more than 6 MB', async () => {
    const { error, result } = startFixtureHost();
    const limit = 6_291_556;
    expect(String(await result({ mode: 'large', bytes: limit }))).toHaveLength(limit - 2);
    expect(await error({ mode: 'large', bytes: limit + 1 })).toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
    });
    expect(await error({ mode: 'echo', text: 'x'.repeat(limit) })).toMatchObject({
      errorType: 'RequestTooLargeException',
    });
  });

  test('is throttled beyond its reserved concurrency', async () => {
    const { invoke, result } = startFixtureHost({ reservedConcurrency: 1 });
    const first = result({ mode: 'sleep', ms: 300 });
    expect(await invoke({ mode: 'echo' })).toEqual({ kind: 'throttled' });
    expect(await first).toBe('awake');
    expect(await result({ mode: 'echo' })).toEqual({ mode: 'echo' });
  });
});

describe('the clock', () => {
  const year = 365 * 86_400_000;

  test('moves Date in every sandbox from the next event on, and deadlines with it', async () => {
    const { result, clock } = startFixtureHost();
    const expected = new Date(Date.now() + year).getUTCFullYear();
    await result({ mode: 'echo' });
    clock.set(year);
    const time = (await result({ mode: 'time' })) as Record<string, unknown>;
    expect(time).toMatchObject({ year: expected, parsed: '2020-02-03T04:05:06.000Z', isDate: true });
    expect(Math.abs(Number(time.now) - clock.now())).toBeLessThan(5_000);
    expect(String(time.text)).toContain(String(expected));
    expect(time.remainingMs).toBeGreaterThan(1_000);
    expect(time.remainingMs).toBeLessThanOrEqual(5_000);
    clock.set(0);
    expect(await result({ mode: 'time' })).toMatchObject({ year: new Date().getUTCFullYear() });
  });
});

test('stopping ends every process, a frozen one and a busy one', async () => {
  const { host, fn, result, invoke } = startFixtureHost();
  const frozen = Number(await result({ mode: 'pid' }));
  await Promise.all([result({ mode: 'sleep', ms: 100 }), result({ mode: 'sleep', ms: 100 })]);
  const busy = invoke({ mode: 'sleep', ms: 60_000 });
  await sleep(200);
  const pids =
    host
      .function(fn.arn)
      ?.inspect()
      .sandboxes.map(({ pid }) => pid) ?? [];
  expect(pids).toContain(frozen);
  await host.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await busy).toMatchObject({ kind: 'error', errorType: 'Runtime.ExitError' });
  expect(await invoke({ mode: 'echo' })).toMatchObject({ kind: 'error', errorType: 'ServiceException' });
});
