import type { InteractionEvent } from './event.ts';

// Apart from queue-message.ts, as event-ids.ts is from event.ts: a webhook writes events and never reads one.

/**
 * Characters that JSON leaves as they are and SQS refuses or replaces (the rest of its list, controls and lone
 * surrogates, JSON escapes by itself).
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const UNSAFE_IN_SQS = /[\u007f-\u009f\ufffe\uffff]/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The body of a routing-queue message: JSON that SQS carries unchanged, whatever characters the event holds. */
export function encodeEvent(event: InteractionEvent): string {
  return JSON.stringify(event).replace(UNSAFE_IN_SQS, escapeCharacter);
}
