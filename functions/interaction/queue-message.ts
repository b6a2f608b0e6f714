import { PayloadError } from '../errors.ts';
import { type InteractionEvent, interactionEventSchema } from './event.ts';

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

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    // A parser's message quotes the text it fails on, so it must not travel on.
    throw new PayloadError(`The queue message is not JSON (${body.length} characters)`, {
      cause: cause instanceof Error ? cause.name : undefined,
    });
  }
}

/** Reads a body that `encodeEvent` wrote. Throws PayloadError that names the fields that are wrong, never a value. */
export function decodeEvent(body: string): InteractionEvent {
  const result = interactionEventSchema.safeParse(readJson(body));
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw new PayloadError(`The queue message is not an event: ${places.join(', ')}`);
}
