import { dueKeys } from '../store/keys.ts';
import { type DueEntry, readDue } from '../store/waiting.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { count } from '../telemetry/metrics.ts';
import { actOn } from './act-on.ts';
import { type SettingsOfRun, settingsOfRun } from './settings-of-run.ts';
import type { Timer } from './timer.ts';

const PAGE = 25;
/** Work is begun only with so much time left; the next run goes on with the rest. */
const TIME_PER_ACTION_MS = 5_000;

interface Run {
  timer: Timer;
  settings: SettingsOfRun;
  hasTime(): boolean;
}

/** One conversation. What fails is counted and holds up no other. */
async function keepTimeOf({ timer, settings }: Run, entry: DueEntry): Promise<void> {
  try {
    const known = await settings(entry.brand);
    if (known !== undefined) await actOn(timer, known, entry);
  } catch (error) {
    count('TimerFailure');
    log.error('What was due failed', { conversationId: entry.conversationId, ...errorFields(error) });
  }
}

/** One partition of what is due. Resolves to false with work left. */
async function keepTimeIn(run: Run, partition: string): Promise<boolean> {
  const { timer, hasTime } = run;
  const until = new Date(timer.clock()).toISOString();
  let after: string | undefined;
  for (;;) {
    const entries = await readDue(timer.table, partition, { until, after, limit: PAGE });
    for (const entry of entries) {
      if (!hasTime()) return false;
      await keepTimeOf(run, entry);
    }
    after = entries.at(-1)?.sort;
    if (entries.length < PAGE) return true;
  }
}

/** Does all that is due by now, as far as the time of one run reaches. One brand that fails holds up no other. */
export async function keepTime(timer: Timer, remainingMs: () => number): Promise<void> {
  const hasTime = () => remainingMs() >= TIME_PER_ACTION_MS;
  const run = { timer, settings: settingsOfRun(timer), hasTime };
  const results = await Promise.all(dueKeys.map((partition) => keepTimeIn(run, partition)));
  if (results.includes(false)) count('TimerBehind');
}
