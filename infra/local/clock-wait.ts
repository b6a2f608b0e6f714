import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './engines/clock.ts';

/** How soon a clock that was moved is noticed. */
const STEP_MS = 100;

/** Resolves when the clock has reached a time, or when the signal ends the wait. */
export async function waitUntil(clock: Clock, timeMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const left = timeMs - clock.now();
    if (left <= 0) return;
    await sleep(Math.min(left, STEP_MS), undefined, { signal }).catch(() => {});
  }
}
