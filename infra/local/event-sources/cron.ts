/** A wall clock reading in some time zone. */
type Reading = { minute: number; hour: number; day: number; month: number; weekDay: number; year: number };
type Field = (value: number) => boolean;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEK_DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTE_MS = 60_000;
const UNITS: Record<string, number> = { minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: 1440 * MINUTE_MS };

/** The next time a schedule is due after a moment, in milliseconds since 1970; undefined when never again. */
export type NextDue = (afterMs: number) => number | undefined;

/**
 * Reads `rate(…)`, `cron(…)` or `at(…)`. Throws for what it does not know, L, W and # among it.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseSchedule(expression: string, timeZone: string): NextDue {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return parseRate(expression, inner);
  if (kind === 'at') {
    const due = Date.parse(`${inner}Z`);
    if (timeZone !== 'UTC' || Number.isNaN(due)) throw unknown(expression);
    return (after) => (due > after ? due : undefined);
  }
  if (kind === 'cron') return parseCron(expression, inner, timeZone);
  throw unknown(expression);
}

function parseRate(expression: string, inner: string): NextDue {
  const [count, unit = ''] = inner.split(' ');
  const period = Number(count) * (UNITS[unit.replace(/s$/, '')] ?? Number.NaN);
  if (!(period > 0)) throw unknown(expression);
  return (after) => after + period;
}

function parseCron(expression: string, inner: string, timeZone: string): NextDue {
  const parts = inner.trim().split(/\s+/);
  const [minutes = '', hours = '', days = '', months = '', weekDays = '', years = ''] = parts;
  if (parts.length !== 6) throw unknown(expression);
  const minute = parseField(minutes, 0, 59);
  const hour = parseField(hours, 0, 23);
  const day = parseField(days, 1, 31);
  const month = parseField(months, 1, 12, MONTHS);
  const weekDay = parseField(weekDays, 1, 7, WEEK_DAYS);
  const year = parseField(years, 1970, 2199);
  const read = readerOf(timeZone);
  return (after) => {
    let time = Math.floor(after / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    const end = after + 6 * 366 * 1440 * MINUTE_MS;
    while (time < end) {
      const now = read(time);
      const today = day(now.day) && month(now.month) && weekDay(now.weekDay) && year(now.year);
      if (today && hour(now.hour) && minute(now.minute)) return time;
      // Only an hour that fits is looked through minute by minute.
      time += today && hour(now.hour) ? MINUTE_MS : (60 - now.minute) * MINUTE_MS;
    }
    return undefined;
  };
}

function parseField(text: string, min: number, max: number, names: readonly string[] = []): Field {
  const accepted = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from, to] = /^[*?]$/.test(range)
      ? [min, max]
      : range.split('-').map((one) => numberOf(one, names));
    const last = to ?? (step === undefined ? from : max);
    const by = step === undefined ? 1 : Number(step);
    if (from === undefined || last === undefined || !(from >= min && last <= max && by > 0))
      throw unknown(text);
    for (let value = from; value <= last; value += by) accepted.add(value);
  }
  return (value) => accepted.has(value);
}

function numberOf(text: string, names: readonly string[]): number {
  const index = names.indexOf(text.toUpperCase());
  return index >= 0 ? index + 1 : Number(text);
}

function readerOf(timeZone: string): (timeMs: number) => Reading {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (timeMs) => {
    const parts = Object.fromEntries(format.formatToParts(timeMs).map(({ type, value }) => [type, value]));
    return {
      minute: Number(parts.minute),
      hour: Number(parts.hour),
      day: Number(parts.day),
      month: Number(parts.month),
      weekDay: WEEK_DAYS.indexOf(parts.weekday?.toUpperCase() ?? '') + 1,
      year: Number(parts.year),
    };
  };
}

function unknown(expression: string): Error {
  return new Error(`The local deployment does not understand the schedule "${expression}".`);
}
