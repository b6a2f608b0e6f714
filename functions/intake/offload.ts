import type { InteractionEvent } from '../interaction/event.ts';
import { type QueueEntry, queueEntry } from '../queue/routing-queue.ts';
import type { ContentStore } from './content-store.ts';
import { previewOf } from './preview.ts';

/** Content over this many bytes travels as a preview with a reference. */
export const MAX_INLINE_BYTES = 64 * 1024;
/** What no message may exceed: the rest of an SQS batch's 256 KiB is left for its neighbours. */
export const MAX_MESSAGE_BYTES = 200 * 1024;

export interface Offloaded {
  queueable: QueueEntry[];
  /** Set when an event was left out because even without its content it is too large for the queue. */
  oversize: 'oversize-event' | undefined;
}

async function offload(
  event: InteractionEvent,
  entry: QueueEntry,
  content: ContentStore,
): Promise<QueueEntry> {
  if (event.type !== 'recorded') return entry;
  const whole = Buffer.from(JSON.stringify(event.interaction));
  if (whole.length <= MAX_INLINE_BYTES) return entry;
  const fullContent = await content.put(event.brand, whole);
  return queueEntry({ ...event, interaction: { ...previewOf(event.interaction), fullContent } });
}

/** Puts large content where the queue and the table need not carry it, and writes each event as a message. */
export async function offloadAll(
  events: readonly InteractionEvent[],
  content: ContentStore,
): Promise<Offloaded> {
  const entries: QueueEntry[] = [];
  for (const event of events) {
    const entry = queueEntry(event);
    entries.push(entry.sizeBytes <= MAX_INLINE_BYTES ? entry : await offload(event, entry, content));
  }
  const queueable = entries.filter((entry) => entry.sizeBytes <= MAX_MESSAGE_BYTES);
  return { queueable, oversize: queueable.length < entries.length ? 'oversize-event' : undefined };
}
