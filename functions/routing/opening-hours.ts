import { type OpeningHours, weekdays } from '../interaction/opening-hours.ts';
import { DAY_MS } from '../interaction/time.ts';
import { momentOf, wallTime } from './wall-clock.ts';

const MINUTE_MS = 60_000;
/** How far ahead an answer can be due: hours of a few minutes a week would else be searched for ever. */
const MAX_DAYS = 1_000;

interface Span {
  from: number;
  to: number;
}

function minuteOfDay(clockTime: string): number {
  const [hours = '0', minutes = '0'] = clockTime.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** The hours by the wall of one day (its midnight by the wall, as if that were UTC). */
function wallSpans(hours: OpeningHours, midnight: number): { from: string; to: string }[] {
  const day = new Date(midnight);
  const holiday = hours.holidays.find(({ date }) => date === day.toISOString().slice(0, 10));
  if (holiday !== undefined) return holiday.open;
  if (hours.week === undefined) return [{ from: '00:00', to: '24:00' }];
  const weekday = weekdays[(day.getUTCDay() + 6) % 7];
  return hours.week.filter(({ days }) => days.some((each) => each === weekday));
}

/** When a day is open: moments, in order, overlaps joined. */
function spansOf(hours: OpeningHours, midnight: number): Span[] {
  const { timeZone } = hours;
  const spans = wallSpans(hours, midnight)
    .map(({ from, to }) => ({
      from: momentOf(midnight + minuteOfDay(from) * MINUTE_MS, timeZone, 'first'),
      to: momentOf(midnight + minuteOfDay(to) * MINUTE_MS, timeZone, 'last'),
    }))
    .sort((left, right) => left.from - right.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push(span);
  }
  return joined;
}

function midnightBefore(hours: OpeningHours, moment: number): number {
  return Math.floor(wallTime(moment, hours.timeZone) / DAY_MS) * DAY_MS;
}

/** True while people answer. `moment` in milliseconds. Pure. */
export function isOpen(hours: OpeningHours, moment: number): boolean {
  const spans = spansOf(hours, midnightBefore(hours, moment));
  return spans.some(({ from, to }) => from <= moment && moment < to);
}

/** The moment when so many minutes of opening hours have passed; undefined when that is years away. Pure. */
export function afterOpenMinutes(hours: OpeningHours, start: number, minutes: number): number | undefined {
  let left = minutes * MINUTE_MS;
  const first = midnightBefore(hours, start);
  for (let day = 0; day < MAX_DAYS; day += 1) {
    for (const { from, to } of spansOf(hours, first + day * DAY_MS)) {
      const begin = Math.max(from, start);
      if (to - begin >= left) return begin + left;
      left -= Math.max(0, to - begin);
    }
  }
  return undefined;
}
