import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingHoursSchema, weekdays } from '../../functions/interaction/opening-hours.ts';
import { afterOpenMinutes, isOpen } from '../../functions/routing/opening-hours.ts';

const workdays = weekdays.slice(0, 5);
const week = [{ days: workdays, from: '09:00', to: '17:00' }];
const berlin = openingHoursSchema.parse({ timeZone: 'Europe/Berlin', week });
const at = (text: string) => Date.parse(text);
const due = (hours: Parameters<typeof afterOpenMinutes>[0], from: string, minutes: number) => {
  const moment = afterOpenMinutes(hours, at(from), minutes);
  return moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 16);
};

describe('opening hours', () => {
  it('are always, unless somebody says otherwise', () => {
    const always = openingHoursSchema.parse({});
    expect(isOpen(always, at('2026-03-15T03:00:00Z'))).toBe(true);
    expect(due(always, '2026-03-15T03:00:00Z', 90)).toBe('2026-03-15T04:30');
  });

  it.each([
    ['2026-03-10T07:59:59Z', false],
    ['2026-03-10T08:00:00Z', true],
    ['2026-03-10T15:59:59Z', true],
    ['2026-03-10T16:00:00Z', false],
    ['2026-03-14T10:00:00Z', false],
  ])('at %s are %s, by the wall clock in Berlin', (moment, open) => {
    expect(isOpen(berlin, at(moment))).toBe(open);
  });

  it('keep to the wall when the clocks change', () => {
    // Clocks went forward on 29 March 2026 and back on 25 October.
    expect(isOpen(berlin, at('2026-03-27T07:30:00Z'))).toBe(false);
    expect(isOpen(berlin, at('2026-03-30T07:30:00Z'))).toBe(true);
    expect(isOpen(berlin, at('2026-10-23T07:30:00Z'))).toBe(true);
    expect(isOpen(berlin, at('2026-10-26T07:30:00Z'))).toBe(false);
  });

  it('of the night of a change last as long as the clocks make it', () => {
    const nights = openingHoursSchema.parse({
      timeZone: 'Europe/Berlin',
      week: [{ days: ['sun'], from: '01:00', to: '04:00' }],
    });
    // Two hours, as 02:00 to 03:00 never was; then four, as it was twice.
    expect(due(nights, '2026-03-29T00:00:00Z', 120)).toBe('2026-03-29T02:00');
    expect(due(nights, '2026-03-29T00:00:00Z', 121)).toBe('2026-04-04T23:01');
    expect(due(nights, '2026-10-24T23:00:00Z', 240)).toBe('2026-10-25T03:00');
    expect(isOpen(nights, at('2026-10-25T00:30:00Z'))).toBe(true);
    expect(isOpen(nights, at('2026-10-25T01:30:00Z'))).toBe(true);
  });

  it('that begin or end in an hour that is there twice begin with the first and end with the last', () => {
    const half = (from: string, to: string) =>
      openingHoursSchema.parse({ timeZone: 'Europe/Berlin', week: [{ days: ['sun'], from, to }] });
    const early = half('02:30', '10:00');
    expect(isOpen(early, at('2026-10-25T00:29:00Z'))).toBe(false);
    expect(isOpen(early, at('2026-10-25T00:30:00Z'))).toBe(true);
    const late = half('01:00', '02:30');
    expect(isOpen(late, at('2026-10-25T01:29:00Z'))).toBe(true);
    expect(isOpen(late, at('2026-10-25T01:30:00Z'))).toBe(false);
  });

  it('that begin or end in an hour that is left out are moved by as much', () => {
    const half = (from: string, to: string) =>
      openingHoursSchema.parse({ timeZone: 'Europe/Berlin', week: [{ days: ['sun'], from, to }] });
    const early = half('02:30', '10:00');
    expect(isOpen(early, at('2026-03-29T01:29:00Z'))).toBe(false);
    expect(isOpen(early, at('2026-03-29T01:30:00Z'))).toBe(true);
    const late = half('01:00', '02:30');
    expect(isOpen(late, at('2026-03-29T01:29:00Z'))).toBe(true);
    expect(isOpen(late, at('2026-03-29T01:30:00Z'))).toBe(false);
  });

  it('hold where midnight itself is left out, and where the day is far from UTC', () => {
    // Santiago: 6 September 2026 began at 01:00.
    const santiago = openingHoursSchema.parse({
      timeZone: 'America/Santiago',
      week: [{ days: ['sun'], from: '00:00', to: '24:00' }],
    });
    expect(isOpen(santiago, at('2026-09-06T03:59:00Z'))).toBe(false);
    expect(isOpen(santiago, at('2026-09-06T04:00:00Z'))).toBe(true);
    expect(isOpen(santiago, at('2026-09-07T02:59:00Z'))).toBe(true);
    expect(isOpen(santiago, at('2026-09-07T03:00:00Z'))).toBe(false);
    const kiritimati = openingHoursSchema.parse({ timeZone: 'Pacific/Kiritimati', week });
    expect(isOpen(kiritimati, at('2026-03-08T19:00:00Z'))).toBe(true);
    expect(isOpen(kiritimati, at('2026-03-13T19:00:00Z'))).toBe(false);
  });

  it('leave out holidays, or give them their own', () => {
    const holidays = [{ date: '2026-03-10' }, { date: '2026-03-11', open: [{ from: '10:00', to: '11:00' }] }];
    const hours = openingHoursSchema.parse({ timeZone: 'Europe/Berlin', week, holidays });
    expect(isOpen(hours, at('2026-03-10T10:00:00Z'))).toBe(false);
    expect(isOpen(hours, at('2026-03-11T09:30:00Z'))).toBe(true);
    expect(isOpen(hours, at('2026-03-11T10:30:00Z'))).toBe(false);
    expect(isOpen(hours, at('2026-03-12T10:00:00Z'))).toBe(true);
  });
});

describe('a due time', () => {
  it.each([
    ['2026-03-10T09:00:00Z', 60, '2026-03-10T10:00'],
    ['2026-03-10T15:30:00Z', 60, '2026-03-11T08:30'],
    ['2026-03-10T15:30:00Z', 30, '2026-03-10T16:00'],
    ['2026-03-10T03:00:00Z', 15, '2026-03-10T08:15'],
    ['2026-03-13T15:50:00Z', 20, '2026-03-16T08:10'],
    ['2026-03-14T12:00:00Z', 960, '2026-03-17T16:00'],
    // Over the change: Friday 27 March to Monday 30 March.
    ['2026-03-27T15:30:00Z', 60, '2026-03-30T07:30'],
    ['2026-10-23T14:30:00Z', 60, '2026-10-26T08:30'],
  ])('after %s and %d minutes is %s', (from, minutes, moment) => {
    expect(due(berlin, from, minutes)).toBe(moment);
  });

  it('is none where nobody is ever there', () => {
    const holidays = Array.from({ length: 400 }, (_, day) => ({
      date: new Date(at('2026-03-01T00:00:00Z') + day * 86_400_000).toISOString().slice(0, 10),
    }));
    const closed = openingHoursSchema.parse({
      week: [{ days: ['mon'], from: '09:00', to: '09:01' }],
      holidays,
    });
    expect(due(closed, '2026-03-02T00:00:00Z', 500)).toBeUndefined();
  });

  it('counts overlapping spans once', () => {
    const twice = openingHoursSchema.parse({
      week: [...week, { days: ['tue'], from: '10:00', to: '12:00' }],
    });
    expect(due(twice, '2026-03-10T09:00:00Z', 480)).toBe('2026-03-10T17:00');
  });

  it('lies in opening hours, and is later for more minutes', () => {
    const times = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    const minutes = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(times, minutes, (start, wanted) => {
        const moment = afterOpenMinutes(berlin, start, wanted) ?? Number.NaN;
        expect(moment).toBeGreaterThan(start);
        expect(isOpen(berlin, moment - 1)).toBe(true);
        expect(afterOpenMinutes(berlin, start, wanted + 1)).toBeGreaterThan(moment);
      }),
      { numRuns: 50 },
    );
  });
});
