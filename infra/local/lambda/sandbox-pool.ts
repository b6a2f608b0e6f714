import { failure, type InvocationResult } from './invocation-result.ts';
import type { Sandbox, SandboxHooks } from './sandbox.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000;

const CLOSED = failure('ServiceException', 'The local deployment is stopping.');

export type SandboxPoolOptions = {
  /** Processes at most; further takers wait for a free one, as if their cold start took longer. */
  limit: number;
  /** How long a second initialisation may take, after the first took over 10 s. */
  timeoutMs: number;
  start(hooks: SandboxHooks): Promise<Sandbox>;
};

/** The execution environments of one function, reused as they become free. */
export type SandboxPool = {
  /** A sandbox that waits for an event, or why there is none. It comes back by itself after its event. */
  take(): Promise<Sandbox | InvocationResult>;
  /** Kills all, whatever they do; tells how many. */
  kill(): number;
  /** Nobody gets a sandbox any more; who waits is told so. */
  close(): void;
  list(): { pid: number; busy: boolean }[];
  readonly coldStarts: number;
};

export function createSandboxPool({ limit, timeoutMs, start }: SandboxPoolOptions): SandboxPool {
  const all = new Set<Sandbox>();
  const idle: Sandbox[] = [];
  const takers: ((outcome: Sandbox | InvocationResult) => void)[] = [];
  let processes = 0;
  let starting = 0;
  let coldStarts = 0;
  let closed = false;

  const release = (sandbox: Sandbox) => {
    const taker = takers.shift();
    if (taker === undefined) idle.push(sandbox);
    else taker(sandbox);
  };

  const forget = (sandbox: Sandbox) => {
    processes -= 1;
    all.delete(sandbox);
    const index = idle.indexOf(sandbox);
    if (index >= 0) idle.splice(index, 1);
    growIfNeeded();
  };

  /** Undefined when the sandbox became ready in time. */
  const initialize = (limitMs: number) =>
    new Promise<InvocationResult | 'slow' | undefined>((resolve) => {
      processes += 1;
      let timer: NodeJS.Timeout | undefined;
      const onReady = (sandbox: Sandbox) => {
        clearTimeout(timer);
        resolve(undefined);
        release(sandbox);
      };
      const onExit = (sandbox: Sandbox, result: InvocationResult) => {
        clearTimeout(timer);
        resolve(result);
        forget(sandbox);
      };
      void start({ onReady, onExit }).then((sandbox) => {
        all.add(sandbox);
        timer = setTimeout(() => {
          resolve('slow');
          sandbox.kill();
        }, limitMs);
      });
    });

  const grow = async () => {
    starting += 1;
    coldStarts += 1;
    const first = await initialize(INIT_LIMIT_MS);
    const outcome = first === 'slow' ? await initialize(timeoutMs) : first;
    starting -= 1;
    if (outcome === 'slow') takers.shift()?.(failure('Sandbox.Timedout', 'Initialisation timed out'));
    else if (outcome !== undefined) takers.shift()?.(outcome);
    growIfNeeded();
  };

  const growIfNeeded = () => {
    while (takers.length > starting && processes < limit) void grow();
  };

  return {
    take() {
      if (closed) return Promise.resolve(CLOSED);
      const sandbox = idle.pop();
      if (sandbox !== undefined) return Promise.resolve(sandbox);
      return new Promise((resolve) => {
        takers.push(resolve);
        growIfNeeded();
      });
    },
    kill() {
      for (const sandbox of all) sandbox.kill();
      return all.size;
    },
    close() {
      closed = true;
      for (const taker of takers.splice(0)) taker(CLOSED);
    },
    list: () => [...all].map((sandbox) => ({ pid: sandbox.pid, busy: !idle.includes(sandbox) })),
    get coldStarts() {
      return coldStarts;
    },
  };
}
