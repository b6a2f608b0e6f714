import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { through } from '../store/faulty-client.ts';

/** Longer than anything does between two calls that do not wait for each other. */
const QUIET_MS = 25;

/**
 * The same table through a client that holds every call back until no other joins it, then lets all of them out at
 * once: how often it has to is the number of round trips that cannot be made at once.
 */
export async function inWaves(
  table: JourneyTable,
): Promise<{ table: JourneyTable; waves: () => number; calls: () => number }> {
  let waves = 0;
  let calls = 0;
  let held: (() => void)[] = [];
  const letOut = () => {
    waves += 1;
    const all = held;
    held = [];
    for (const go of all) go();
  };
  const counted = await through(table, (next) => async (args) => {
    calls += 1;
    await new Promise<void>((resolve) => {
      if (held.length === 0) setTimeout(letOut, QUIET_MS);
      held.push(resolve);
    });
    return next(args);
  });
  return { table: counted, waves: () => waves, calls: () => calls };
}
