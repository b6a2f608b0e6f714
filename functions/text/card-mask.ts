import { isCardNumber } from './card-numbers.ts';

/** What stands in place of a card number. */
export const CARD_REMOVED = '[card removed]';

/** Digits that stand together, and what separates them from the next group ('' when nothing joins them). */
interface Group {
  start: number;
  end: number;
  separator: string;
  /** The separator is a line break. */
  wraps: boolean;
}

const MAX_DIGITS = 19;
const SPACE = String.raw`[ \t\u00a0\u2007\u202f.\-\u2010-\u2015]|\\t|\\u00a0`;
const BREAK = String.raw`\r?\n|\\r\\n|\\n`;
/** Between two groups of one number: up to three spaces, dashes or dots, or one line break; JSON escapes too. */
const SEPARATOR = new RegExp(`^(?:(?:${SPACE}){1,3}|(?:${SPACE}){0,2}(?:${BREAK})(?:${SPACE}){0,2})$`);
const LINE_BREAK = /\n|\\n/;
const LONGEST_SEPARATOR = 28;

const CARD_WORDS =
  'card|karte|kort|kaart|karta|carte|carta|tarjeta|cartao|cartão|visa|mastercard|amex|maestro|pan|cc|no|nr|exp|cvv|cvc|cvv2|valid';
const CARD_WORD_BEFORE = new RegExp(`(?:^|[^\\p{L}])(?:${CARD_WORDS})[-_]?$`, 'iu');
const CARD_WORD_AFTER = new RegExp(`^[-_]?(?:${CARD_WORDS})(?![\\p{L}])`, 'iu');
const CODE_BEFORE = /(?:[+_]|[\p{L}\p{N}][-_]?|\p{N}\.)$/u;
const CODE_AFTER = /^(?:_|-?\p{L}|[.,]\d{1,2}(?!\d))/u;
/** The country, check digits and bank code of an IBAN: the groups after it are an account, never a card. */
const IBAN_BEFORE = /(?:^|[^\p{L}\p{N}])[A-Z]{2}(?:\d{2}[ \u00a0]?[A-Z]{4}[ \u00a0]?)?$/u;
const EXPIRY = /^(?:0[1-9]|1[0-2])[2-4]\d$/;

/** Groups in reading order, cut into chains: inside a chain only separators stand between two groups. */
function chainsOf(text: string): Group[][] {
  const chains: Group[][] = [];
  let last: Group | undefined;
  for (const match of text.matchAll(/\d+/g)) {
    const group: Group = {
      start: match.index,
      end: match.index + match[0].length,
      separator: '',
      wraps: false,
    };
    const near = last !== undefined && group.start - last.end <= LONGEST_SEPARATOR;
    const between = near ? text.slice(last?.end, group.start) : '';
    if (last !== undefined && SEPARATOR.test(between)) {
      last.separator = between;
      last.wraps = LINE_BREAK.test(between);
      chains.at(-1)?.push(group);
    } else {
      chains.push([group]);
    }
    last = group;
  }
  return chains;
}

/** People group card numbers by four, or as printed (4-6-5, 4-6-4); also digit by digit, in pairs or halves. */
function isCardLayout(groups: readonly Group[]): boolean {
  const lengths = groups.map((group) => group.end - group.start);
  const breaks = groups.slice(0, -1).filter((group) => group.wraps).length;
  const [first, second, third] = lengths;
  const asPrinted = lengths.length === 3 && first === 4 && second === 6 && (third === 4 || third === 5);
  const body = lengths.slice(0, -1);
  const byFour = body.every((length) => length === 4) && (lengths.at(-1) ?? 0) <= 4;
  if (lengths.length === 1 || ((asPrinted || byFour) && breaks <= 1)) return true;
  const inPieces = body.every((length) => length % 4 === 0);
  const evenly = (first ?? 0) <= 2 && body.every((length) => length === first) && lengths.at(-1) === first;
  return (inPieces || evenly) && breaks === 0;
}

/** The longest card that begins with this group, as a number of groups; 0 when none does. */
function cardAt(text: string, chain: readonly Group[], from: number): number {
  let digits = '';
  let found = 0;
  for (let to = from; to < chain.length && digits.length < MAX_DIGITS; to++) {
    digits += text.slice(chain[to]?.start, chain[to]?.end);
    if (isCardNumber(digits) && isCardLayout(chain.slice(from, to + 1))) found = to + 1 - from;
  }
  return found;
}

/** True when two neighbours are written alike, so that both belong to one longer code. */
function continues(left: Group | undefined, right: Group | undefined, separator: string): boolean {
  if (left === undefined || right === undefined || left.separator !== separator) return false;
  return left.end - left.start === right.end - right.start;
}

interface Span {
  from: number;
  count: number;
}

/** Cards side by side share their neighbours; only what is left over makes a span part of a longer code. */
function isPartOfLongerCode(
  text: string,
  chain: readonly Group[],
  span: Span,
  spans: readonly Span[],
): boolean {
  if (span.count === 1) return false;
  const last = span.from + span.count - 1;
  const separator = chain[span.from]?.separator ?? '';
  const cardBefore = spans.some((other) => other.from + other.count === span.from);
  const cardAfter = spans.some((other) => other.from === last + 1);
  const next = chain[last + 1];
  const expiry = next !== undefined && EXPIRY.test(text.slice(next.start, next.end));
  const endsThere = expiry && !continues(next, chain[last + 2], separator);
  return (
    (!cardBefore && continues(chain[span.from - 1], chain[span.from], separator)) ||
    (!cardAfter && !endsThere && continues(chain[last], next, separator))
  );
}

/** Letters, signs and decimals that touch a number make it a code, an amount or a phone number. */
function isOutsideCodes(text: string, chain: readonly Group[], span: Span): boolean {
  const first = chain[span.from];
  const last = chain[span.from + span.count - 1];
  if (first === undefined || last === undefined) return false;
  const before = text.slice(Math.max(0, first.start - 16), first.start);
  const after = text.slice(last.end, last.end + 16);
  const alone = !CODE_BEFORE.test(before) || CARD_WORD_BEFORE.test(before);
  return alone && (!CODE_AFTER.test(after) || CARD_WORD_AFTER.test(after));
}

function cardsIn(text: string, chain: readonly Group[]): Span[] {
  const start = chain[0]?.start ?? 0;
  if (IBAN_BEFORE.test(text.slice(Math.max(0, start - 12), start))) return [];
  const spans: Span[] = [];
  for (let from = 0; from < chain.length; ) {
    const count = cardAt(text, chain, from);
    if (count > 0) spans.push({ from, count });
    from += Math.max(1, count);
  }
  return spans.filter(
    (span) => isOutsideCodes(text, chain, span) && !isPartOfLongerCode(text, chain, span, spans),
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
    for (const { from, count } of cardsIn(text, chain)) {
      masked += text.slice(done, chain[from]?.start) + CARD_REMOVED;
      done = chain[from + count - 1]?.end ?? done;
    }
  }
  return masked + text.slice(done);
}
