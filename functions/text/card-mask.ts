import { chainsOf, type Group, type Layout, layoutOf } from './card-groups.ts';
import { isCardNumber } from './card-numbers.ts';

/** What stands in place of a card number. */
export const CARD_REMOVED = '[card removed]';

const MAX_DIGITS = 19;
const CARD_WORDS =
  'card|karte|kort|kaart|karta|carte|carta|tarjeta|cartao|cartão|visa|mastercard|amex|maestro|pan|cc|no|nr|exp|cvv|cvc|cvv2|valid';
const CARD_WORD_BEFORE = new RegExp(`(?:^|[^\\p{L}])(?:${CARD_WORDS})[-_]?$`, 'iu');
const CARD_WORD_AFTER = new RegExp(`^[-_]?(?:${CARD_WORDS})(?![\\p{L}])`, 'iu');
// Codes have Latin letters; Chinese, Japanese and Thai write a number close to the words around it.
const CODE_BEFORE = /(?:[+_]|\p{Script=Latin}[-_]?|\p{N}|(?:^|\P{N})\p{N}{1,4}\.)$/u;
const CODE_AFTER = /^(?:_|-?\p{Script=Latin}|[.,]\d{1,2}(?![\d/]))/u;
/** The country, check digits and bank code of an IBAN: the groups after it are an account, never a card. */
const IBAN_BEFORE = /(?:^|[^\p{L}\p{N}])[A-Z]{2}(?:\d{2}[ \u00a0]?[A-Z]{4}[ \u00a0]?)?$/u;
const EXPIRY = /^(?:0[1-9]|1[0-2])[2-4]\d$/;

/** Some groups of a chain that make up a card number. */
interface Span {
  from: number;
  /** The group after the last one. */
  to: number;
  layout: Layout;
}

/** The longest card that begins with this group. */
function cardAt(chain: readonly Group[], from: number): Span | undefined {
  let digits = '';
  let found: Span | undefined;
  for (let to = from; to < chain.length && digits.length < MAX_DIGITS; to++) {
    digits += chain[to]?.digits ?? '';
    const layout = isCardNumber(digits) ? layoutOf(chain.slice(from, to + 1)) : undefined;
    if (layout !== undefined) found = { from, to: to + 1, layout };
  }
  return found;
}

function lengthOf(group: Group): number {
  return group.digits.length;
}

/** True when two neighbours belong to one longer code: joined alike and, in usual layouts, of the same length. */
function continues(
  left: Group | undefined,
  right: Group | undefined,
  separator: string,
  layout: Layout,
): boolean {
  if (left === undefined || right === undefined || left.separator !== separator) return false;
  return layout === 'loose' || lengthOf(left) === lengthOf(right);
}

/** Cards side by side share their neighbours; only what is left over makes a span part of a longer code. */
function isPartOfLongerCode(chain: readonly Group[], spans: readonly Span[], at: number): boolean {
  const span = spans[at];
  if (span === undefined || span.to - span.from === 1) return false;
  const { from, to, layout } = span;
  const separator = chain[from]?.separator ?? '';
  const next = chain[to];
  const isExpiry = next !== undefined && EXPIRY.test(next.digits);
  const endsThere = isExpiry && !continues(next, chain[to + 1], separator, layout);
  const before = spans[at - 1]?.to !== from && continues(chain[from - 1], chain[from], separator, layout);
  const after = spans[at + 1]?.from !== to && continues(chain[to - 1], next, separator, layout);
  return before || (after && !endsThere);
}

/** Letters, signs and decimals that touch a number make it a code, an amount or a phone number. */
function isOutsideCodes(text: string, chain: readonly Group[], { from, to }: Span): boolean {
  const start = chain[from]?.start ?? 0;
  const end = chain[to - 1]?.end ?? 0;
  const before = text.slice(Math.max(0, start - 16), start);
  const after = text.slice(end, end + 16);
  const alone = !CODE_BEFORE.test(before) || CARD_WORD_BEFORE.test(before);
  return alone && (!CODE_AFTER.test(after) || CARD_WORD_AFTER.test(after));
}

function cardsIn(text: string, chain: readonly Group[]): Span[] {
  const start = chain[0]?.start ?? 0;
  if (IBAN_BEFORE.test(text.slice(Math.max(0, start - 12), start))) return [];
  const spans: Span[] = [];
  for (let from = 0; from < chain.length; from = Math.max(from + 1, spans.at(-1)?.to ?? 0)) {
    const span = cardAt(chain, from);
    if (span !== undefined) spans.push(span);
  }
  return spans.filter(
    (span, at) => isOutsideCodes(text, chain, span) && !isPartOfLongerCode(chain, spans, at),
  );
}

/**
 * Replaces every payment card number by `[card removed]`: 13 to 19 digits of a known issuer that pass the Luhn
 * check, whole or in groups separated by spaces, dashes, dots or one line break. Longer codes, phone numbers,
 * IBANs, amounts and ids with letters stay. Linear in the length of the text.
 */
export function maskCards(text: string): string {
  let masked = '';
  let done = 0;
  for (const chain of chainsOf(text)) {
    for (const { from, to } of cardsIn(text, chain)) {
      masked += text.slice(done, chain[from]?.start) + CARD_REMOVED;
      done = chain[to - 1]?.end ?? done;
    }
  }
  return masked + text.slice(done);
}
