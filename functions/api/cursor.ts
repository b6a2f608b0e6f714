import * as z from 'zod';
import { timelinePositionSchema } from '../store/merge-timelines.ts';

/** A position in a timeline (event time and digest of an id) as callers see it: opaque, safe in a URL. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

const MESSAGE = 'is not a cursor of this API: send the one of the page before, unchanged';

/** Reads what `encodeCursor` wrote, and nothing else. */
export const cursorParameter = z
  .string()
  .transform((cursor, context) => {
    const position = timelinePositionSchema.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (position.success && encodeCursor(position.data) === cursor) return position.data;
    context.addIssue({ code: 'custom', message: MESSAGE });
    return z.NEVER;
  })
  .meta({ description: 'The cursor of the page before.' });
