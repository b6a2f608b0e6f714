import {
  ATTRIBUTION_START,
  FORWARD_LINES,
  HEADER_FIELDS,
  ORIGINAL_MESSAGE,
  REPLY_ABOVE,
  WROTE,
} from './quote-words.ts';

const LONGEST_LINE = 300;
const BLOCK_LINES = 10;

const ADDRESS = /[^\s@<>]@[^\s@<>]/u;
const DATE = /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b(?:19|20)\d{2}\b|(?:19|20)\d{2}年|\d{1,2}[:.h]\d{2}/u;
const WROTE_LINE = new RegExp(`(?:^|[^\\p{L}])(?:${WROTE})(?![\\p{L}])`, 'iu');
const LINE_END = /[:：]\s?\*?$/u;
/** Gmail in some languages writes no verb: a date, a name, an address and a colon. */
const DATE_FIRST = /^.{0,12}\d/u;
const ADDRESS_LAST = /[<(][^\s<>()@]{1,100}@[^\s<>()@]{1,100}[>)]\s?[:：]$/u;

const DASHES = '[-_=*]{2,40}';
const ORIGINAL_LINE = new RegExp(`^\\W{0,3}${DASHES}\\s?(?:${ORIGINAL_MESSAGE})\\s?:?\\s?${DASHES}`, 'iu');

const FIELD_LINES = Object.entries(HEADER_FIELDS).map(
  ([field, names]) => [field, new RegExp(`^\\*?(?:${names})\\s?\\*?\\s?[:：]`, 'iu')] as const,
);

function isAttribution(text: string): boolean {
  if (text.length > LONGEST_LINE) return false;
  if (WROTE_LINE.test(text)) return DATE.test(text) || ADDRESS.test(text);
  return DATE_FIRST.test(text) && ADDRESS_LAST.test(text) && DATE.test(text);
}

/** The first line of a wrapped attribution holds its date or its address; prose above it does not. */
function startsAttribution(line: string): boolean {
  return ADDRESS.test(line) || (ATTRIBUTION_START.test(line) && DATE.test(line));
}

/** `On <date>, <name> wrote:` in one line or wrapped over up to three: how many lines, 0 when it is none. */
function attributionLines(lines: readonly string[], at: number): number {
  for (let count = 1; count <= 3; count++) {
    const line = lines[at + count - 1] ?? '';
    if (line === '' || line.length > LONGEST_LINE || line.startsWith('>')) return 0;
    if (!LINE_END.test(line)) continue;
    const whole = lines.slice(at, at + count).join(' ');
    if (count === 1) return isAttribution(line) ? 1 : 0;
    const isCompleteAlone = isAttribution(line) && DATE.test(line);
    return !isCompleteAlone && isAttribution(whole) && startsAttribution(lines[at] ?? '') ? count : 0;
  }
  return 0;
}

const FIELD_END = /[:：]/u;

function fieldOf(line: string): string | undefined {
  const start = line.slice(0, 40);
  if (!FIELD_END.test(start)) return undefined;
  return FIELD_LINES.find(([, pattern]) => pattern.test(start))?.[0];
}

/**
 * A block of From, Sent, To and Subject. What a customer lists in the same form (a trip from, to, on a date) has
 * neither a subject nor an address.
 */
function startsHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = fieldOf(lines[at] ?? '');
  if (first === undefined) return false;
  const found = new Set<string>();
  let hasAddress = false;
  for (const line of lines.slice(at, at + BLOCK_LINES)) {
    const field = fieldOf(line);
    if (field !== undefined) found.add(field);
    if (field === 'from') hasAddress = ADDRESS.test(line.slice(0, LONGEST_LINE));
  }
  return found.has('from') && found.size >= 3 && (found.has('subject') || hasAddress);
}

export type QuoteStart =
  /** Everything from here on is the older message. */
  | { type: 'rest' }
  /** Lines that name the author of a quotation that follows. */
  | { type: 'attribution'; lines: number };

/** What mail programs write above a quoted message, if it begins at this line. Lines are trimmed. */
export function quoteStart(lines: readonly string[], at: number): QuoteStart | undefined {
  const line = lines[at] ?? '';
  if (line === '' || line.startsWith('>') || line.length > LONGEST_LINE) return undefined;
  if (ORIGINAL_LINE.test(line) || FORWARD_LINES.test(line) || REPLY_ABOVE.test(line)) return { type: 'rest' };
  if (startsHeaderBlock(lines, at)) return { type: 'rest' };
  const count = attributionLines(lines, at);
  return count > 0 ? { type: 'attribution', lines: count } : undefined;
}
