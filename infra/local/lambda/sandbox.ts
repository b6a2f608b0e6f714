import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { exited, failure, type InvocationResult, reported, timedOut } from './invocation-result.ts';
import type { ProcessGuard } from './process-guard.ts';
import { type RuntimeApi, type RuntimeEvent, startRuntimeApi } from './runtime-api.ts';

const PRELOAD = join(import.meta.dirname, 'sandbox', 'preload.cjs');
const RUNTIME = createRequire(import.meta.url).resolve('aws-lambda-ric/index.mjs');
/** No threads of V8's own and room for the garbage of an initialisation: a third less time until the first event. */
const QUICK_START = ['--v8-pool-size=0', '--min-semi-space-size=16'];
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const RESPONSE_LIMIT = 6_291_556;

export type SandboxOptions = {
  codeFolder: string;
  handler: string;
  memoryMb: number;
  environment(runtimeApi: string): Record<string, string>;
  /** Where standard output and error go. */
  logDescriptor: number;
  guard: ProcessGuard;
  hooks: SandboxHooks;
};

export type SandboxHooks = {
  /** It waits for an event, for the first time or again. */
  onReady(sandbox: Sandbox): void;
  /** It is gone, with what it said of a failed initialisation, if it did. */
  onExit(sandbox: Sandbox, result: InvocationResult): void;
};

/** One execution environment: one process, one event at a time. */
export type Sandbox = {
  readonly pid: number;
  /** Runs one event; only when the sandbox is ready. Kills it when the event takes longer. */
  invoke(event: RuntimeEvent, timeoutMs: number): Promise<InvocationResult>;
  kill(): void;
};

type Current = {
  event: RuntimeEvent;
  /** What the function answered, until the process is ready again: a caller in a row then finds it free. */
  answer?: InvocationResult;
  resolve(result: InvocationResult): void;
  timer: NodeJS.Timeout;
};

/** Starts a process of a function. The hooks tell how its initialisation went. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { guard, hooks } = options;
  let current: Current | undefined;
  let initError: InvocationResult | undefined;
  let frozen = false;
  const settle = (fallback: (event: RuntimeEvent) => InvocationResult) => {
    if (current === undefined) return;
    clearTimeout(current.timer);
    current.resolve(current.answer ?? fallback(current.event));
    current = undefined;
  };
  const answer = (result: InvocationResult) => {
    if (current !== undefined) current.answer = result;
  };
  const api = await startRuntimeApi({
    onReady() {
      settle(({ requestId }) => exited(requestId, null, null));
      hooks.onReady(sandbox);
      // The next event may have been at hand; else whatever the function left undone stands still, as on AWS.
      if (current === undefined) frozen = signal(child, 'SIGSTOP');
    },
    onResponse: (payload) => answer(checkedSize(payload)),
    onError: (payload) => answer(reported(payload)),
    onInitError: (payload) => {
      initError = reported(payload);
    },
  });
  const child = startProcess(options, api);
  const pid = child.pid ?? 0;
  guard.add(pid);
  child.once('exit', (code, signalName) => {
    guard.remove(pid);
    api.close();
    settle(({ requestId }) => exited(requestId, code, signalName));
    hooks.onExit(sandbox, initError ?? exited(undefined, code, signalName));
  });
  const sandbox: Sandbox = {
    pid,
    kill: () => void signal(child, 'SIGKILL'),
    invoke: (event, timeoutMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          signal(child, 'SIGKILL');
          settle(({ requestId }) => timedOut(requestId, timeoutMs));
        }, timeoutMs);
        current = { event, resolve, timer };
        if (frozen) frozen = !signal(child, 'SIGCONT');
        api.deliver(event);
      }),
  };
  return sandbox;
}

function startProcess(options: SandboxOptions, api: RuntimeApi): ChildProcess {
  const memory = `--max-old-space-size=${Math.floor(options.memoryMb * 0.9)}`;
  return spawn(process.execPath, ['--require', PRELOAD, memory, ...QUICK_START, RUNTIME, options.handler], {
    cwd: options.codeFolder,
    env: options.environment(api.address),
    stdio: ['ignore', options.logDescriptor, options.logDescriptor],
  });
}

/** True when the signal was sent; Windows cannot freeze a process, its sandboxes just wait. */
function signal(child: ChildProcess, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): boolean {
  if (process.platform === 'win32' && name !== 'SIGKILL') return false;
  return child.kill(name);
}

function checkedSize(payload: string): InvocationResult {
  const size = Buffer.byteLength(payload);
  if (size <= RESPONSE_LIMIT) return { kind: 'success', payload };
  return failure(
    'Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT} bytes).`,
  );
}
