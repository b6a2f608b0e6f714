// Date with an offset. Each event brings the offset of its moment, so a clock that moves is seen from the next
// event on; during initialisation it is the one of the start. Timers and performance.now() do not move.
const RealDate = Date;
let offsetMs = Number(process.env.LOCAL_CLOCK_OFFSET_MS ?? 0);
// The function must see the variables that it has on AWS and no others.
delete process.env.LOCAL_CLOCK_OFFSET_MS;

const now = () => RealDate.now() + offsetMs;

function OffsetDate(...parts) {
  if (new.target === undefined) return new RealDate(now()).toString();
  return Reflect.construct(RealDate, parts.length === 0 ? [now()] : parts, new.target);
}
Object.defineProperty(OffsetDate, 'name', { value: 'Date' });
Object.defineProperty(OffsetDate, 'length', { value: RealDate.length });
OffsetDate.prototype = RealDate.prototype;
OffsetDate.prototype.constructor = OffsetDate;
OffsetDate.parse = RealDate.parse;
OffsetDate.UTC = RealDate.UTC;
OffsetDate.now = now;
globalThis.Date = OffsetDate;

exports.set = (next) => {
  offsetMs = next;
};
