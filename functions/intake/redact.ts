import type { InteractionEvent } from '../interaction/event.ts';
import { maskCards } from '../text/card-mask.ts';

/**
 * Fields that are ids, addresses, references or closed lists: masking would make two of them one. Every other
 * string is text and is masked, so that a field added later is masked until somebody decides otherwise.
 */
const KEPT: ReadonlySet<string> = new Set([
  ...['version', 'type', 'kind', 'provider', 'account', 'brand', 'providerInteractionId', 'at', 'receivedAt'],
  ...['direction', 'status', 'state', 'upTo', 'identity', 'from', 'to', 'role', 'replyTo', 'forwardedFrom'],
  ...['mail', 'mediaId', 'url', 'contentType', 'sha256', 'id', 'phones', 'emails', 'productId', 'currency'],
  ...['recordingId', 'transcriptionId', 'code', 'fullContent'],
]);
/** In a contact all but the display name; elsewhere an `address` is a street. */
const KEPT_IN_CONTACT: ReadonlySet<string> = new Set(['identity', 'assurance', 'address', 'alsoKnownAs']);

function redactText(text: string): string {
  return maskCards(text.toWellFormed());
}

/** The same value with every text in it redacted; `Value` keeps its shape, as only strings change. */
function redacted<Value>(value: Value, kept: ReadonlySet<string>): Value {
  if (typeof value === 'string') return redactText(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => redacted(item, kept)) as Value;
  const changed = Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (kept.has(key)) return [];
    const clean = redacted(item, key === 'contact' ? KEPT_IN_CONTACT : KEPT);
    return clean === item ? [] : [[key, clean]];
  });
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}

/** Takes card numbers out of every text of an event, and half characters that DynamoDB would not keep. */
export function redact(event: InteractionEvent): InteractionEvent {
  return redacted(event, KEPT);
}
