import * as z from 'zod';

/** ISO 8601 UTC with milliseconds: the only form of time on the queue, in the table and in the API. */
export const timestampSchema = z.iso.datetime({ precision: 3 });

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
