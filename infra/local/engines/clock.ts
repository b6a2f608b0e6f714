/** The time that engines, sandboxes and tests agree on: the machine's clock plus an offset that can move. */
export type Clock = {
  /** How far this clock is ahead of the machine's, in milliseconds. */
  readonly offsetMs: number;
  /** Milliseconds since 1970, offset included. */
  now(): number;
  /** Moves the clock. Moving back leaves what was recorded in the meantime in the future. */
  set(offsetMs: number): void;
  /** Tells every later `set`. */
  onChange(listener: (offsetMs: number) => void): void;
  /** The offset as one Float64 in shared memory, so that threads follow without a message. */
  readonly cell: SharedArrayBuffer;
};

/** Makes a clock, `offsetMs` milliseconds ahead of the machine's. */
export function createClock(offsetMs = 0): Clock {
  const cell = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const offset = new Float64Array(cell);
  const listeners: ((offsetMs: number) => void)[] = [];
  offset[0] = offsetMs;
  return {
    cell,
    get offsetMs() {
      return offset[0] ?? 0;
    },
    now: () => Date.now() + (offset[0] ?? 0),
    set(next) {
      offset[0] = next;
      for (const listener of listeners) listener(next);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
