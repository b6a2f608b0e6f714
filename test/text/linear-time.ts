function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export interface Growth {
  large: number;
  limit: number;
}

interface Sizes {
  /** Kilobytes of the small and of the large text. */
  small: number;
  large: number;
  /** How many times as long the large one may take. */
  times: number;
}

/** Sixteen times the text: linear work takes 16 times as long, and some more for memory; quadratic work 256 times. */
const LINEAR: Sizes = { small: 64, large: 1024, times: 64 };
/** What the project promises of blank mails. */
export const FIVEFOLD: Sizes = { small: 64, large: 256, times: 5 };

/**
 * How long a repeated piece takes at best, and how long it may take. Other work on the machine slows single runs,
 * so both sizes run in turn until the figures settle.
 */
export function growth(
  run: (text: string) => unknown,
  piece: string,
  { before = '', after = '', sizes = LINEAR } = {},
): Growth {
  const text = (kilobytes: number) =>
    before + piece.repeat(Math.ceil((kilobytes * 1024) / piece.length)) + after;
  const [small, large] = [text(sizes.small), text(sizes.large)];
  const best = { large: Number.POSITIVE_INFINITY, small: Number.POSITIVE_INFINITY, limit: 0 };
  for (let round = 0; round < 10 && best.large > best.limit; round++) {
    best.small = Math.min(
      best.small,
      milliseconds(() => run(small)),
    );
    best.large = Math.min(
      best.large,
      milliseconds(() => run(large)),
    );
    best.limit = sizes.times * best.small + 2;
  }
  return { large: best.large, limit: best.limit };
}
