import { failureOf } from './http/failure-of.ts';

/** What runs until somebody ends it. */
export type Stoppable = { stop(): Promise<void> };

/**
 * Starts something, and ends it when the process is asked to end: by Ctrl-C, by SIGTERM, or by the terminal that
 * closes, at whatever moment. Asked a second time, the process ends at once. A start that fails ends it with 1.
 */
export async function runUntilStopped(start: () => Promise<Stoppable>): Promise<void> {
  const starting = start();
  let asked = false;
  const end = async () => {
    if (asked) process.exit(130);
    asked = true;
    const running = await starting.catch(() => undefined);
    await running?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
  try {
    await starting;
  } catch (error) {
    console.error(failureOf(error));
    process.exit(1);
  }
}
