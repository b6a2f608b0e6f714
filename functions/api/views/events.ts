import * as z from 'zod';
import { writtenEvent } from '../written-event.ts';

/** What one request may carry. */
export const MAX_EVENTS = 25;

const several = z.strictObject(
  { events: z.array(writtenEvent).min(1).max(MAX_EVENTS) },
  { error: ({ input }) => (Array.isArray(input) ? 'Send a list of events as {"events": […]}' : undefined) },
);

export const eventsBody = z
  .union([several, writtenEvent])
  .meta({ id: 'WrittenEvents', description: `One event, or up to ${MAX_EVENTS} of them.` });

export const acceptedView = z
  .object({
    events: z.array(
      z.object({
        type: z.string(),
        interactionId: z.string().meta({ description: 'What the event records, or moves forward.' }),
      }),
    ),
  })
  .meta({ id: 'Accepted', description: 'The events in their order: they are safe, and recorded soon.' });
