import { describe, expect, test } from 'vitest';
import { parseSchedule } from '../../../../infra/local/event-sources/cron.ts';

const next = (expression: string, after: string, timeZone = 'UTC') => {
  const due = parseSchedule(expression, timeZone)(Date.parse(after));
  return due === undefined ? undefined : new Date(due).toISOString();
};

describe('the next time a schedule is due', () => {
  test.each([
    ['rate(5 minutes)', '2026-01-31T23:58:30.000Z', '2026-02-01T00:03:30.000Z'],
    ['rate(1 day)', '2026-01-31T23:58:30.000Z', '2026-02-01T23:58:30.000Z'],
    ['at(2026-03-01T12:00:00)', '2026-01-01T00:00:00.000Z', '2026-03-01T12:00:00.000Z'],
    ['at(2026-03-01T12:00:00)', '2026-03-01T12:00:00.000Z', undefined],
    ['cron(0 10 * * ? *)', '2026-01-01T10:00:00.000Z', '2026-01-02T10:00:00.000Z'],
    ['cron(15 10 ? * MON-FRI *)', '2026-01-02T11:00:00.000Z', '2026-01-05T10:15:00.000Z'],
    ['cron(0/20 8-9 * * ? *)', '2026-01-01T08:40:00.000Z', '2026-01-01T09:00:00.000Z'],
    ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 1 1,7 ? *)', '2026-01-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'],
    ['cron(0 12 * * ? 2025)', '2026-01-01T00:00:00.000Z', undefined],
  ])('%s after %s is %s', (expression, after, due) => {
    expect(next(expression, after)).toBe(due);
  });

  test('follows the wall clock of its time zone', () => {
    const daily = 'cron(30 9 * * ? *)';
    expect(next(daily, '2026-01-10T00:00:00Z', 'Europe/Berlin')).toBe('2026-01-10T08:30:00.000Z');
    expect(next(daily, '2026-07-10T00:00:00Z', 'Europe/Berlin')).toBe('2026-07-10T07:30:00.000Z');
    expect(next(daily, '2026-07-10T00:00:00Z', 'Asia/Kolkata')).toBe('2026-07-10T04:00:00.000Z');
  });

  test.each([
    'rate(0 minutes)',
    'rate(soon)',
    'cron(0 10 * * ?)',
    'cron(0 10 L * ? *)',
    'cron(61 * * * ? *)',
    'now',
  ])('%s is refused', (expression) => {
    expect(() => parseSchedule(expression, 'UTC')).toThrow(/does not understand the schedule/);
  });
});
