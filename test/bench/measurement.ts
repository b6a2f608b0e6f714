/** One row of the table. */
export interface Measurement {
  what: string;
  /** Which function, delivery or message. */
  of: string;
  value: string;
  goal?: { text: string; isMet: boolean };
}

/** A figure with a ceiling. */
export function atMost(limit: number, measured: number): NonNullable<Measurement['goal']> {
  return { text: `≤ ${limit}`, isMet: measured <= limit };
}

/** A figure that has one right value. */
export function exactly(expected: number, measured: number): NonNullable<Measurement['goal']> {
  return { text: `${expected}`, isMet: measured === expected };
}

/** The middle one; the lower of two. Throws for none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((left, right) => left - right)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing.');
  return middle;
}
