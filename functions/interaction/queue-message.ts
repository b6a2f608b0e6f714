import { PayloadError } from '../errors.ts';
import { type InteractionEvent, interactionEventSchema } from './event.ts';

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

export { encodeEvent } from './encode-event.ts';
