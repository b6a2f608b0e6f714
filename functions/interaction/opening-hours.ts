import * as z from 'zod';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const clockTime = z.string().regex(CLOCK, 'must be a time of day from 00:00 to 24:00');

const inOrder = ({ from, to }: { from: string; to: string }) => from < to;
const orderly = { error: 'must begin before it ends; a span over midnight is two spans, the first to 24:00' };

/** A time zone of the IANA database: what Intl knows. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const span = z.strictObject({ from: clockTime, to: clockTime }).refine(inOrder, orderly);

const weeklySpan = z
  .strictObject({ days: z.array(z.enum(weekdays)).min(1), from: clockTime, to: clockTime })
  .refine(inOrder, orderly);

const holiday = z.strictObject({
  date: z.iso.date(),
  name: z.string().max(100).optional(),
  /** When it is open after all; closed all day unless given. */
  open: z.array(span).max(10).default([]),
});

/** When people answer, by the wall clock of one time zone. Without `week` that is always. */
export const openingHoursSchema = z.strictObject({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be a time zone of the IANA database, for example Europe/Berlin')
    .default('UTC'),
  week: z.array(weeklySpan).min(1).max(50).optional(),
  holidays: z.array(holiday).max(400).default([]),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;
