import { dueKeys } from '../store/keys.ts';
import { readDue } from '../store/waiting.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { count } from '../telemetry/metrics.ts';
import { actOn } from './act-on.ts';
import type { Timer } from './timer.ts';

const PAGE = 25;
/** Work is begun only with so much time left; the next run goes on with the rest. */
const TIME_PER_ACTION_MS = 5_000;

/** One partition of what is due. One conversation that fails holds up no other. Resolves to false with work left. */
async function keepTimeIn(timer: Timer, partition: string, hasTime: () => boolean): Promise<boolean> {
  const until = new Date(timer.clock()).toISOString();
  let after: string | undefined;
  for (;;) {
    const entries = await readDue(timer.table, partition, { until, after, limit: PAGE });
    for (const entry of entries) {
      if (!hasTime()) return false;
      try {
        await actOn(timer, entry);
      } catch (error) {
        count('TimerFailure');
        log.error('What was due failed', { conversationId: entry.conversationId, ...errorFields(error) });
      }
    }
    after = entries.at(-1)?.sort;
    if (entries.length < PAGE) return true;
  }
}

/** Does all that is due by now, as far as the time of one run reaches. */
export async function keepTime(timer: Timer, remainingMs: () => number): Promise<void> {
  const hasTime = () => remainingMs() >= TIME_PER_ACTION_MS;
  const results = await Promise.all(dueKeys.map((partition) => keepTimeIn(timer, partition, hasTime)));
  if (results.includes(false)) count('TimerBehind');
}
