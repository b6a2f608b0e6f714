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

function redactText(text: string): string {
  return maskCards(text.toWellFormed());
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields with every text in them redacted; the same object when there was nothing to redact. */
function redactedFields(fields: Fields, kept: ReadonlySet<string>): Fields {
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(fields)) {
    if (kept.has(key)) continue;
    const clean = redacted(fields[key], key === 'contact' ? KEPT_IN_CONTACT : KEPT);
    if (clean === fields[key]) continue;
    changed ??= { ...fields };
    changed[key] = clean;
  }
  return changed ?? fields;
}

/** The same value with every text in it redacted; `Value` keeps its shape, as only strings change. */
function redacted<Value>(value: Value, kept: ReadonlySet<string>): Value {
  if (typeof value === 'string') return redactText(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => redacted(item, kept)) as Value;
  return redactedFields(value as Fields, kept) as Value;
}

/** The address of a page: never fetched, and a form may have put there what was typed into it. */
function redactPage(url: string): string {
  const spaced = url.replaceAll(/\+|%20/g, ' ');
  const clean = redactText(spaced);
  return clean === spaced ? redactText(url) : clean;
}

/** Takes card numbers out of every text of an event, and half characters that DynamoDB would not keep. */
export function redact(event: InteractionEvent): InteractionEvent {
  const clean = redacted(event, KEPT);
  if (clean.type !== 'recorded' || clean.interaction.kind !== 'visit') return clean;
  const { url } = clean.interaction;
  return url === undefined
    ? clean
    : { ...clean, interaction: { ...clean.interaction, url: redactPage(url) } };
}
