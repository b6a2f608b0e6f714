import * as z from 'zod';

/** ISO 8601 UTC with milliseconds: the only form of time on the queue, in the table and in the API. */
export const timestampSchema = z.iso.datetime({ precision: 3 });
