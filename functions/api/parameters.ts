import * as z from 'zod';
import { channelSchema } from '../interaction/identity.ts';
import { timestampSchema } from '../interaction/time.ts';
import { cursorParameter } from './cursor.ts';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 25;

// Beyond the years 0 to 9999 a time would no longer sort among the others.
export const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .pipe(timestampSchema);

const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(MAX_LIMIT)
  .default(DEFAULT_LIMIT)
  .meta({ description: `Most entries of a page: 1 to ${MAX_LIMIT}, ${DEFAULT_LIMIT} unless said.` });

export const noQuery = z.strictObject({});

export const pageQuery = z.strictObject({ limit, cursor: cursorParameter.optional() });

export const journeyQuery = pageQuery.extend({
  channel: channelSchema.optional().meta({ description: 'Entries of this channel alone.' }),
  from: time.optional().meta({ description: 'Event time, ISO 8601, inclusive.' }),
  to: time.optional().meta({ description: 'Event time, ISO 8601, exclusive.' }),
});
