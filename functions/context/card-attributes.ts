import type { Card, FullCard } from './card.ts';
import type { CardTurn } from './card-turns.ts';

/**
 * Amazon Connect takes a flat map of strings, 32 KB at most:
 * https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
 * Bounded so that it also fits among a contact's other attributes, which share 32 KB.
 */
const MAX_BYTES = 8_192;
const MAX_VALUE_BYTES = 512;

/** The beginning of a text that takes at most so many bytes, never half a character. */
function shorten(text: string, bytes: number): string {
  const encoded = Buffer.from(text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), 'utf8');
  if (encoded.length <= bytes) return encoded.toString('utf8');
  let end = bytes;
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return encoded.subarray(0, end).toString('utf8');
}

function turnAttributes(turns: readonly CardTurn[]): [string, string | undefined][] {
  const said = turns.filter(({ kind }) => kind !== 'note');
  return said
    .slice(0, 5)
    .map(({ direction, channel, text, kind }, index) => [
      `turn${index + 1}`,
      `${direction === 'inbound' ? 'customer' : 'us'} (${channel}): ${text ?? kind}`,
    ]);
}

/** `order-number` → `factOrderNumber`: keys of letters and digits alone. */
function factKey(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return `fact${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
}

function fullAttributes(card: FullCard): [string, string | undefined][] {
  const open = card.conversations.find(({ status }) => status === 'open');
  const [order] = card.orders;
  return [
    ['customerId', card.customerId],
    ['displayName', card.displayName],
    ['tags', card.tags.join(',')],
    ['conversationId', open?.conversationId],
    ['conversationChannel', open?.channel],
    ['agentQueue', open?.agentQueue],
    ['priority', open && String(open.priority)],
    ['why', open?.why],
    ['handledBy', card.handledBy?.agentId],
    ['mood', card.mood?.label],
    ['moodScore', card.mood && String(card.mood.score)],
    ['preferredChannel', card.preferredChannel?.channel],
    ['orderId', order?.orderId],
    ['orderState', order?.state],
    ['cartId', card.cart?.cartId],
    ['sessionOutcome', card.sessions[0]?.outcome],
    ...turnAttributes(card.turns),
    ...card.facts.map(({ name, value }): [string, string] => [factKey(name), value]),
  ];
}

/**
 * A card as the flat string map that an Amazon Connect contact flow takes. What is not known is left out, what is
 * internal is not in it, and what does not fit is left out from the end. Pure.
 */
export function cardAttributes(card: Card): Record<string, string> {
  const all: [string, string | undefined][] = [
    ['level', card.level],
    ['known', String(card.isKnown)],
    ['firstName', card.firstName],
    ...(card.level === 'full' ? fullAttributes(card) : []),
  ];
  const attributes: Record<string, string> = {};
  let bytes = 2;
  for (const [name, value] of all) {
    if (value === undefined || value === '' || name in attributes) continue;
    const shortened = shorten(value, MAX_VALUE_BYTES);
    bytes += Buffer.byteLength(JSON.stringify([name, shortened]));
    if (bytes > MAX_BYTES) break;
    attributes[name] = shortened;
  }
  return attributes;
}
