import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../engines/clock.ts';
import type { PrincipalRegister } from '../principals.ts';
import type { LambdaFunction } from '../template/functions.ts';
import { createCodeFolders } from './code-folder.ts';
import { createFunctionHost, type FunctionHost } from './function-host.ts';
import { openFunctionLog } from './function-log.ts';
import type { InvocationResult } from './invocation-result.ts';
import { startProcessGuard } from './process-guard.ts';
import { createSandboxPool } from './sandbox-pool.ts';
import { createSandboxStarter } from './sandbox-starter.ts';

export type LambdaHostOptions = {
  functions: LambdaFunction[];
  dataFolder: string;
  region: string;
  awsEndpointUrl: string;
  principals: PrincipalRegister;
  clock: Clock;
  /** Processes of one function at most. */
  sandboxLimit: number;
};

/** All functions of the stack. */
export type LambdaHost = {
  /** Runs one event. Rejects for an ARN that names no function of the stack. */
  invoke(functionArn: string, payload: string): Promise<InvocationResult>;
  /** By ARN. */
  function(functionArn: string): FunctionHost | undefined;
  /** Events that run or wait now, and events that were ever begun. */
  activity(): { running: number; begun: number };
  /** Kills every sandbox and removes what they ran from. */
  stop(): Promise<void>;
};

export function createLambdaHost(options: LambdaHostOptions): LambdaHost {
  const { functions, dataFolder, clock, sandboxLimit } = options;
  const code = createCodeFolders();
  const guard = startProcessGuard(code.root);
  const home = join(dataFolder, 'home');
  mkdirSync(home, { recursive: true });
  const starter = createSandboxStarter({ ...options, guard, code, home });
  const activity = { running: 0, begun: 0 };
  const hosts = new Map<string, FunctionHost>();
  const parts = functions.map((fn) => {
    const log = openFunctionLog(join(dataFolder, 'logs'), fn);
    const start = starter.startFor(fn, log.descriptor);
    const pool = createSandboxPool({ limit: sandboxLimit, timeoutMs: fn.timeoutSeconds * 1000, start });
    hosts.set(fn.arn, createFunctionHost({ fn, pool, clock, log }));
    return { log, pool };
  });
  return {
    async invoke(functionArn, payload) {
      const host = hosts.get(functionArn);
      if (host === undefined) throw new Error(`The stack has no function ${functionArn}.`);
      activity.running += 1;
      activity.begun += 1;
      const result = await host.invoke(payload);
      activity.running -= 1;
      return result;
    },
    function: (functionArn) => hosts.get(functionArn),
    activity: () => ({ ...activity }),
    async stop() {
      for (const { pool } of parts) pool.close();
      await starter.stop();
      for (const { log } of parts) log.close();
      guard.stop();
      code.remove();
    },
  };
}
