import type { InteractionEvent } from './event.ts';

/**
 * Fields that are ids, addresses, references or closed lists: changing them would make two of them one. Every other
 * string is text, so that a field added later is text until somebody decides otherwise.
 */
const KEPT: ReadonlySet<string> = new Set([
  ...['version', 'type', 'kind', 'provider', 'account', 'brand', 'providerInteractionId', 'at', 'receivedAt'],
  ...['direction', 'status', 'state', 'upTo', 'identity', 'from', 'to', 'role', 'replyTo', 'forwardedFrom'],
  ...['mail', 'mediaId', 'url', 'contentType', 'sha256', 'id', 'phones', 'emails', 'productId', 'currency'],
  ...['recordingId', 'transcriptionId', 'code', 'fullContent', 'duringCall', 'orderId', 'cartId', 'outcome'],
]);
/** In a contact all but the display name; elsewhere an `address` is a street. */
const KEPT_IN_CONTACT: ReadonlySet<string> = new Set([
  'identity',
  'assurance',
  'address',
  'alsoKnownAs',
  'evidence',
]);

type Change = (text: string) => string;
type Fields = Readonly<Record<string, unknown>>;

function changedFields(fields: Fields, kept: ReadonlySet<string>, change: Change): Fields {
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(fields)) {
    if (kept.has(key)) continue;
    const next = changedIn(fields[key], key === 'contact' ? KEPT_IN_CONTACT : KEPT, change);
    if (next === fields[key]) continue;
    changed ??= { ...fields };
    changed[key] = next;
  }
  return changed ?? fields;
}

/** The same value with every text in it changed; `Value` keeps its shape, as only strings change. */
function changedIn<Value>(value: Value, kept: ReadonlySet<string>, change: Change): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => changedIn(item, kept, change)) as Value;
  return changedFields(value as Fields, kept, change) as Value;
}

/** The event with every text in it changed, whatever field it stands in; no id, address or reference. Pure. */
export function mapTexts<Event extends InteractionEvent>(event: Event, change: Change): Event {
  return changedIn(event, KEPT, change);
}
