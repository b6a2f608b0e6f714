import { setTimeout as pause } from 'node:timers/promises';
import { DeliveryError } from '../errors.ts';

/** Many may change the same people at once; each round lets at least one of them through. */
const TRIES = 16;
const FIRST_PAUSE_MS = 8;
const LONGEST_PAUSE_MS = 400;

/**
 * Decides anew until a change could be written: `attempt` reads, decides and writes, and answers undefined when
 * somebody else changed what it had read. Throws DeliveryError (retryable) when others were always faster.
 */
export async function untilWritten<Answer>(attempt: () => Promise<Answer | undefined>): Promise<Answer> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
    await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
  }
  throw new DeliveryError('The customer kept changing: try again', { retryable: true });
}
