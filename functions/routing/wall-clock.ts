import { DAY_MS } from '../interaction/time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, ...numeric, ...time });
  formats.set(timeZone, format);
  return format;
}

/** What the clock on the wall shows at a moment, as if that were UTC: milliseconds, cut to seconds. */
export function wallTime(moment: number, timeZone: string): number {
  // Where hours are not configured this is the zone, and a calendar takes longer to make than all else in routing.
  if (timeZone === 'UTC') return Math.floor(moment / 1000) * 1000;
  const parts = formatOf(timeZone).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/**
 * The moment at which the clock on the wall shows a time (given as if it were UTC). Of an hour that it shows twice
 * the first or the last; a time that it leaves out is as much later as the clock was moved.
 */
export function momentOf(wall: number, timeZone: string, which: 'first' | 'last'): number {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallTime(near, timeZone) - near);
  const candidates = offsets.map((offset) => wall - offset);
  const real = candidates.filter((moment) => wallTime(moment, timeZone) === wall);
  if (real.length === 0) return Math.max(...candidates);
  return which === 'first' ? Math.min(...real) : Math.max(...real);
}
