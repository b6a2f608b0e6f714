import type { ProviderEvent } from '../../../interaction/event.ts';
import { eventTime } from '../../../interaction/event-time.ts';
import { deliverySchema, editSchema, reactionSchema, readSchema } from './payload.ts';
import { envelopeOf, type Thread } from './thread.ts';

/** Everything sent to the person until then; it stands under no message's id. */
function watermarkEvent(status: 'delivered' | 'read', upTo: number, thread: Thread): ProviderEvent[] {
  if (thread.contact === undefined) return [];
  const { identity } = thread.contact;
  const envelope = envelopeOf(thread, `watermark:${identity.value}`);
  return [{ type: 'watermark', ...envelope, status, identity, upTo: eventTime(upTo, thread.receivedAt) }];
}

/** The events of `delivery`: a receipt for each message named, and all others up to the watermark. */
export function deliveryEvents(content: unknown, thread: Thread): ProviderEvent[] | undefined {
  const { data } = deliverySchema.safeParse(content);
  const identity = thread.contact?.identity;
  if (data === undefined || identity === undefined) return undefined;
  const receipts = data.mids.flatMap((mid): ProviderEvent[] =>
    mid === '' ? [] : [{ type: 'receipt', ...envelopeOf(thread, mid), status: 'delivered', identity }],
  );
  const watermark = data.watermark === undefined ? [] : watermarkEvent('delivered', data.watermark, thread);
  const events = [...receipts, ...watermark];
  return events.length > 0 ? events : undefined;
}

/** The event of `read`: https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-reads */
export function readEvents(content: unknown, thread: Thread): ProviderEvent[] | undefined {
  const { data } = readSchema.safeParse(content);
  const events = data === undefined ? [] : watermarkEvent('read', data.watermark, thread);
  return events.length > 0 ? events : undefined;
}

export function reactionEvents(content: unknown, thread: Thread): ProviderEvent[] | undefined {
  const { data } = reactionSchema.safeParse(content);
  // Its time tells it from the next one on the same message.
  if (data === undefined || thread.time === undefined) return undefined;
  const { direction } = thread;
  const event = { type: 'reaction', ...envelopeOf(thread, data.mid), direction } as const;
  const identity = thread.contact?.identity;
  if (data.action === 'unreact') return [{ ...event, identity }];
  const emoji = data.emoji ?? data.reaction;
  return emoji === undefined ? undefined : [{ ...event, identity, emoji }];
}

export function editEvents(content: unknown, thread: Thread): ProviderEvent[] | undefined {
  const { data } = editSchema.safeParse(content);
  if (data === undefined) return undefined;
  const { mid, text, num_edit: revision } = data;
  return [{ type: 'edit', ...envelopeOf(thread, mid), identity: thread.contact?.identity, revision, text }];
}
