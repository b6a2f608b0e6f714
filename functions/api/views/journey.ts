import * as z from 'zod';
import { callStates, receiptStatuses } from '../../interaction/event.ts';
import { channelSchema, contactSchema, providerIdSchema } from '../../interaction/identity.ts';
import { interactionSchema } from '../../interaction/interaction.ts';
import { timestampSchema } from '../../interaction/time.ts';
import { asides, reassignmentSchema } from '../../store/items.ts';
import type { Page } from '../../store/journey-view.ts';
import { timelineSort } from '../../store/keys.ts';
import { encodeCursor } from '../cursor.ts';

const recording = z.object({
  recordingId: z.string(),
  state: z.string(),
  url: z.string().optional(),
  durationSeconds: z.number().optional(),
});

const transcription = z.object({
  transcriptionId: z.string(),
  state: z.string(),
  recordingId: z.string().optional(),
  text: z.string().optional(),
});

const progressView = z
  .object({
    status: z.enum(receiptStatuses).optional(),
    error: z.object({ code: z.string(), title: z.string().optional() }).optional(),
    call: z
      .object({
        state: z.enum(callStates),
        durationSeconds: z.number().optional(),
        outcome: z.string().optional(),
      })
      .optional(),
    recordings: z.array(recording),
    transcriptions: z.array(transcription),
    reactions: z.array(z.object({ emoji: z.string(), at: timestampSchema })),
    edits: z.array(z.object({ revision: z.number(), text: z.string(), at: timestampSchema })).meta({
      description: 'Every version, oldest first.',
    }),
    deletedAt: timestampSchema.optional(),
  })
  .meta({ id: 'Progress', description: 'How far a message or call has come.' });

export const entryView = z
  .object({
    interactionId: z.string(),
    conversationId: z
      .string()
      .optional()
      .meta({ description: 'Missing for what a machine wrote outside of every conversation.' }),
    aside: z.enum(asides).optional().meta({
      description: 'Why it opened, reopened and prolonged nothing.',
    }),
    provider: providerIdSchema,
    account: z.string(),
    channel: channelSchema,
    kind: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    at: timestampSchema.meta({ description: 'Event time.' }),
    receivedAt: timestampSchema,
    contact: contactSchema,
    review: z.string().optional().meta({
      description:
        'The undone merge for which somebody should look whose it is: it came in without an address of its own.',
    }),
    reassigned: z.array(reassignmentSchema).optional().meta({
      description: 'Whose it is since somebody decided, the latest last.',
    }),
    interaction: interactionSchema
      .optional()
      .meta({ description: 'The content; missing when it was deleted.' }),
    mood: z.number().optional().meta({
      description:
        'How it sounds: -1 (angry) to 1 (happy), 0 neutral; missing where nothing can be known of it.',
    }),
    progress: progressView,
  })
  .meta({ id: 'Entry', description: 'One thing that happened: a message, a call.' });

export const pageView = z
  .object({
    entries: z.array(entryView),
    cursor: z.string().optional().meta({
      description: 'Where the next page begins; missing on the last. A page may be short and still have one.',
    }),
  })
  .meta({ id: 'Page', description: 'Entries in event-time order, newest first.' });

/** Lambda refuses an answer over 6 MB, escapes included; the rest is room for headers. */
const MAX_PAGE_BYTES = 5_000_000;

/** How many entries fit into an answer; always one, or paging would end there. */
function fittingCount(entries: Page['entries']): number {
  let bytes = 0;
  const over = entries.findIndex((entry, index) => {
    // Twice, as the body is a text inside the answer: a page of quotation marks would double there.
    bytes += Buffer.byteLength(JSON.stringify(JSON.stringify(entry)));
    return index > 0 && bytes > MAX_PAGE_BYTES;
  });
  return over === -1 ? entries.length : over;
}

/** The API's form of a page, cut where the answer would be too large for Lambda. */
export function presentPage(page: Page): z.input<typeof pageView> {
  const entries = page.entries.slice(0, fittingCount(page.entries));
  const last = entries.length < page.entries.length ? entries.at(-1) : undefined;
  const position = last === undefined ? page.cursor : timelineSort(last.at, last.interactionId);
  return { entries, ...(position !== undefined && { cursor: encodeCursor(position) }) };
}
