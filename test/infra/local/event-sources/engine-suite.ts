import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createClock } from '../../../../infra/local/engines/clock.ts';
import type { Engines } from '../../../../infra/local/engines/engines.ts';
import { startEngines } from '../../../../infra/local/engines/start-engines.ts';
import type { InvocationResult } from '../../../../infra/local/lambda/invocation-result.ts';

export const region = 'eu-west-1';
export const success: InvocationResult = { kind: 'success', payload: 'null' };
export const failure: InvocationResult = { kind: 'error', payload: '{}', errorType: 'Error' };

/** What every mapping of these tests has. */
export const commonMapping = {
  logicalId: 'Mapping',
  functionArn: 'arn:fn',
  windowSeconds: 0,
  reportsFailures: false,
  filters: [],
};

/** Engines for one test file; call it outside the tests. */
export function engineSuite() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'pollers-'));
  let running: Engines | undefined;
  let count = 0;
  beforeAll(async () => {
    running = await startEngines({ dataFolder, clock: createClock(), region });
  });
  afterAll(async () => {
    await running?.stop();
    rmSync(dataFolder, { recursive: true });
  });
  return {
    dataFolder,
    get engines(): Engines {
      if (running === undefined) throw new Error('The engines are not up yet.');
      return running;
    },
    newName(kind: string) {
      count += 1;
      return `${kind}-${count}`;
    },
  };
}
