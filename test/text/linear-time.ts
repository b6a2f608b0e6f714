/** Milliseconds of processor time of this thread: what else runs on the machine does not count. */
function milliseconds(run: () => unknown): number {
  const start = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

const RUNS = 3;

function repeated(run: (text: string) => unknown, text: string): void {
  for (let count = 0; count < RUNS; count++) run(text);
}

/** Nothing quadratic reads 256 KB in so few milliseconds; below them allocation is all that is measured. */
const QUICK = 2;
/** What takes so long at first is not quick afterwards. */
const SLOW = 100;

/** Both run in turn until they took `enough` milliseconds, as processor time is counted in coarse steps. */
function ratio(run: (text: string) => unknown, small: string, large: string, enough: number): number {
  let [ofSmall, ofLarge] = [0, 0];
  while (ofLarge < enough) {
    ofSmall += milliseconds(() => run(small));
    ofLarge += milliseconds(() => run(large));
  }
  return ofLarge / ofSmall;
}

/** More than linear work shows, with what memory and the clock add; less than quadratic work does. */
export const LINEAR = 9;
const ATTEMPTS = 4;

/**
 * How many times as long 256 KB of a repeated piece take as 64 KB do: about 4 for linear work, 16 for quadratic;
 * 0 when 256 KB take next to nothing. The best of some attempts, as a garbage collection may fall into one.
 */
export function growth(
  run: (text: string) => unknown,
  piece: string,
  { before = '', after = '', atMost = LINEAR, enough = 40 } = {},
): number {
  const text = (kilobytes: number) =>
    before + piece.repeat(Math.ceil((kilobytes * 1024) / piece.length)) + after;
  const [small, large] = [text(64), text(256)];
  const first = milliseconds(() => run(large));
  if (first < SLOW && milliseconds(() => repeated(run, large)) < RUNS * QUICK) return 0;
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && best > atMost; attempt++)
    best = Math.min(best, ratio(run, small, large, enough));
  return best;
}
