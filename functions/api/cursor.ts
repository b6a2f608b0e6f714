import * as z from 'zod';
import { timelinePositionSchema } from '../store/merge-timelines.ts';

/** A position in a list, such as event time and digest of an id, as callers see it: opaque, safe in a URL. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

const MESSAGE = 'is not a cursor of this API: send the one of the page before, unchanged';

/** Reads what `encodeCursor` wrote of such a position, and nothing else. */
export function cursorOf(positionSchema: z.ZodType<string>) {
  return z
    .string()
    .transform((cursor, context) => {
      const position = positionSchema.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'));
      if (position.success && encodeCursor(position.data) === cursor) return position.data;
      context.addIssue({ code: 'custom', message: MESSAGE });
      return z.NEVER;
    })
    .meta({ description: 'The cursor of the page before.' });
}

/** A place in a timeline. */
export const cursorParameter = cursorOf(timelinePositionSchema);
