import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createClock } from '../../../../infra/local/engines/clock.ts';
import { createLambdaHost } from '../../../../infra/local/lambda/lambda-host.ts';
import { createPrincipals } from '../../../../infra/local/principals.ts';
import type { LambdaFunction } from '../../../../infra/local/template/functions.ts';

/** A function that does what its event says. */
export const fixture: LambdaFunction = {
  logicalId: 'Fixture',
  name: 'fixture',
  arn: 'arn:aws:lambda:eu-west-1:000000000000:function:fixture',
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  code: { kind: 'folder', folder: join(import.meta.dirname, 'fixture-function') },
  environment: { GREETING: 'hello' },
  timeoutSeconds: 5,
  memoryMb: 256,
  reservedConcurrency: undefined,
  roleArn: 'arn:aws:iam::000000000000:role/fixture',
  logGroup: '/aws/lambda/fixture',
  logFormat: 'Text',
  applicationLogLevel: undefined,
  async: { retries: 2, maximumAgeSeconds: 21_600, onFailureArn: undefined, deadLetterArn: undefined },
};

/** A host with one function, ended with the test. */
export function startFixtureHost(changes: Partial<LambdaFunction> = {}, sandboxLimit = 4) {
  const fn = { ...fixture, ...changes };
  const dataFolder = mkdtempSync(join(tmpdir(), 'lambda-test-'));
  const clock = createClock();
  const principals = createPrincipals({ accountId: '000000000000', roles: [] });
  const host = createLambdaHost({
    functions: [fn],
    dataFolder,
    region: 'eu-west-1',
    awsEndpointUrl: 'http://127.0.0.1:1',
    principals,
    clock,
    sandboxLimit,
  });
  onTestFinished(async () => {
    await host.stop();
    rmSync(dataFolder, { recursive: true });
  });
  const invoke = (event: unknown) => host.invoke(fn.arn, JSON.stringify(event));
  /** What the function returned. Throws when it failed. */
  const result = async (event: unknown): Promise<unknown> => {
    const outcome = await invoke(event);
    if (outcome.kind !== 'success') throw new Error(JSON.stringify(outcome));
    return JSON.parse(outcome.payload);
  };
  /** The error that AWS would report. Throws when there was none. */
  const error = async (event: unknown): Promise<{ errorType: string; errorMessage: string }> => {
    const outcome = await invoke(event);
    if (outcome.kind !== 'error') throw new Error(JSON.stringify(outcome));
    return JSON.parse(outcome.payload);
  };
  return { host, fn, clock, principals, dataFolder, invoke, result, error };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
