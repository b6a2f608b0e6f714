/**
 * Moves Date in this thread, and in it alone, by the offset in the shared cell. fauxqs asks Date for every
 * deadline and takes no clock; a thread of its own is the smallest place in which Date can be another one.
 */
export function followClock(cell: SharedArrayBuffer): void {
  const offset = new Float64Array(cell);
  const machine = Date;
  const now = () => machine.now() + (offset[0] ?? 0);
  globalThis.Date = new Proxy(machine, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
