import { randomUUID } from 'node:crypto';
import type { Clock } from '../engines/clock.ts';
import type { PrincipalRegister } from '../principals.ts';
import type { LambdaFunction } from '../template/functions.ts';
import type { CodeFolders } from './code-folder.ts';
import { sandboxEnvironment } from './environment.ts';
import type { ProcessGuard } from './process-guard.ts';
import { type Sandbox, type SandboxHooks, startSandbox } from './sandbox.ts';

export type SandboxStarterOptions = {
  region: string;
  awsEndpointUrl: string;
  principals: PrincipalRegister;
  clock: Clock;
  guard: ProcessGuard;
  code: CodeFolders;
  home: string;
};

type Start = (hooks: SandboxHooks) => Promise<Sandbox>;

/** Starts sandboxes, each with credentials of its own, and ends them all. */
export type SandboxStarter = {
  startFor(fn: LambdaFunction, logDescriptor: number): Start;
  /** Resolves when every process has ended; none starts afterwards. */
  stop(): Promise<void>;
};

export function createSandboxStarter(options: SandboxStarterOptions): SandboxStarter {
  const { principals, clock, guard, code } = options;
  const living = new Set<Sandbox>();
  let processes = 0;
  let stopping = false;
  let onLastExit = () => {};

  const begin = async (fn: LambdaFunction, logDescriptor: number, hooks: SandboxHooks): Promise<Sandbox> => {
    if (stopping) return new Promise(() => {});
    processes += 1;
    const codeFolder = code.of(fn);
    const { credentials, remove } = principals.addSandbox(fn, () => sandbox.kill());
    const sandbox = await startSandbox({
      codeFolder,
      handler: fn.handler,
      memoryMb: fn.memoryMb,
      logDescriptor,
      guard,
      environment: (runtimeApi) =>
        sandboxEnvironment({
          ...options,
          fn,
          codeFolder,
          credentials,
          runtimeApi,
          logStream: `[$LATEST]${randomUUID().replaceAll('-', '')}`,
          clockOffsetMs: clock.offsetMs,
        }),
      hooks: {
        onReady: hooks.onReady,
        onExit(ended, result) {
          remove();
          living.delete(ended);
          processes -= 1;
          if (!stopping) hooks.onExit(ended, result);
          else if (processes === 0) onLastExit();
        },
      },
    });
    living.add(sandbox);
    if (stopping) sandbox.kill();
    return sandbox;
  };

  return {
    startFor: (fn, logDescriptor) => (hooks) => begin(fn, logDescriptor, hooks),
    stop() {
      stopping = true;
      return new Promise((resolve) => {
        onLastExit = resolve;
        if (processes === 0) resolve();
        for (const sandbox of living) sandbox.kill();
      });
    },
  };
}
