/** Numbers from 0 (inclusive) to 1 (exclusive), the same for the same seed. */
export type Random = () => number;

/** FAULT_SEED of the environment, to play a failed run again; else a new one, which is printed. */
export function seedOf(test: string): number {
  const seed = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000_007);
  console.log(`${test}: FAULT_SEED=${seed}`);
  return seed;
}

/** mulberry32: https://github.com/cprosche/mulberry32 */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `from` to `to`, both inclusive. */
export function wholeNumber(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** One of them. Throws when there is none. */
export function pick<Element>(random: Random, elements: readonly Element[]): Element {
  const element = elements[Math.floor(random() * elements.length)];
  if (element === undefined) throw new Error('There is nothing to pick from.');
  return element;
}

/** The same elements in another order. */
export function shuffled<Element>(random: Random, elements: readonly Element[]): Element[] {
  return elements
    .map((element) => ({ element, place: random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ element }) => element);
}
