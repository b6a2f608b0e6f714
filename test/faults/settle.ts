import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalStack } from '../../infra/local/local-stack.ts';

/** Longer than any message stays invisible: a queue's 6 minutes, or a retry's 15. */
const STEP_MS = 15 * 60_000 + 1_000;
const POLL_MS = 20;
/** So often in a row nothing may have changed. */
const CALM = 3;
/** A visible message may be one that waits behind its group's first; or one that is about to be fetched. */
const CALM_WITH_VISIBLE = 12;

/** Messages that wait for a time, once nothing else is left to do. */
async function waiting(stack: LocalStack): Promise<number> {
  const read = new Set(stack.model.eventSourceMappings.map(({ sourceArn }) => sourceArn.split(':').at(-1)));
  let before = '';
  for (let calm = 0; ; calm += 1) {
    const depths = (await stack.engines.queues()).filter(({ name }) => read.has(name));
    const functions = stack.model.functions.map(({ logicalId }) => stack.function(logicalId).inspect());
    const isBusy = functions.some(({ sandboxes }) => sandboxes.some(({ busy }) => busy));
    const now = JSON.stringify([depths, functions.map(({ invocations }) => invocations)]);
    if (isBusy || now !== before) calm = 0;
    const needed = depths.some(({ visible }) => visible > 0) ? CALM_WITH_VISIBLE : CALM;
    if (calm === needed)
      return depths.reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0);
    before = now;
    await sleep(POLL_MS);
  }
}

/** Resolves when nothing more happens by itself; what failed still waits for its next try. */
export async function settleForNow(stack: LocalStack): Promise<void> {
  await waiting(stack);
}

/**
 * Resolves when every queue that a function reads is empty: what waits for another try gets it at once, for the
 * clock moves on instead of us waiting. Resolves to how often it did. Throws when `most` moves are not enough.
 */
export async function settle(stack: LocalStack, most = 60): Promise<number> {
  for (let moves = 0; moves <= most; moves += 1) {
    if ((await waiting(stack)) === 0) return moves;
    stack.clock.set(stack.clock.offsetMs + STEP_MS);
  }
  throw new Error(`The queues are not empty after ${most} quarters of an hour by the stack's clock.`);
}
