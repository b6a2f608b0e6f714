import type { InteractionEvent, ProviderEvent } from './event.ts';
import type { Identity } from './identity.ts';
import { fullDigest, identityText, interactionId } from './ids.ts';

// Apart from event.ts, so that a webhook bundle gets the ids of events without their schemas: building those
// adds a third to its import time.

/**
 * What tells two events about one interaction apart: the kind, its state or version, and what else it says of
 * them (the same state told again with a duration or a cause is news).
 */
function progressOf(event: ProviderEvent): string {
  switch (event.type) {
    case 'recorded':
    case 'deletion':
      return event.type;
    case 'receipt':
      return `receipt:${event.status}:${event.error?.code ?? ''}`;
    case 'watermark':
      return `watermark:${event.status}:${identityText(event.identity)}:${event.upTo}`;
    case 'call-progress':
      return `call:${event.state}:${event.durationSeconds ?? ''}${event.outcome === undefined ? '' : `:${event.outcome}`}`;
    case 'recording':
      return `recording:${event.recordingId}:${event.state}`;
    case 'transcription':
      return `transcription:${event.transcriptionId}:${event.state}`;
    case 'edit':
      return `edit:${event.revision}`;
    case 'reaction': {
      const whose = event.identity === undefined ? '' : identityText(event.identity);
      return `reaction:${event.direction}:${whose}:${event.at}:${event.emoji ?? ''}`;
    }
  }
}

/** Event id = interaction id + kind + state or version: equal on redelivery, so it is the dedup id. */
export function eventId(event: InteractionEvent): string {
  return `${interactionId(event)}#${progressOf(event)}`;
}

/** The identity whose order an event keeps, where the payload names one. */
export function identityOf(event: ProviderEvent): Identity | undefined {
  if (event.type === 'recorded') return event.interaction.contact.identity;
  return 'identity' in event ? event.identity : undefined;
}

/** The FIFO group and deduplication id of an event: base64url SHA-256, so that any id fits SQS. */
export function queueIds(event: InteractionEvent): { groupId: string; deduplicationId: string } {
  const identity = identityOf(event);
  const group = identity === undefined ? interactionId(event) : `${event.brand}:${identityText(identity)}`;
  return { groupId: fullDigest(group), deduplicationId: fullDigest(eventId(event)) };
}
