/** Digits that stand together, and what separates them from the next group ('' when nothing joins them). */
export interface Group {
  start: number;
  end: number;
  /** In ASCII, without what is not seen between them. */
  digits: string;
  separator: string;
  /** The separator is a line break. */
  wraps: boolean;
}

/** Digits of ASCII, Arabic, Persian and of full width: in all of them the last four bits are the value. */
const DIGIT = String.raw`0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19`;
/** Characters without width, which a writer may not even know of. */
const UNSEEN = String.raw`\u00ad\u200b-\u200f\u2060-\u2064\ufeff`;
const GROUP = new RegExp(`[${DIGIT}][${DIGIT}${UNSEEN}]*`, 'g');
const UNSEEN_END = new RegExp(`[${UNSEEN}]`);
const ALL_UNSEEN = new RegExp(`[${UNSEEN}]+`, 'g');
const NOT_ASCII = /[^0-9]/g;

const SPACE = String.raw`[ \t\u00a0\u2000-\u200a\u202f\u3000.\-\u2010-\u2015\u2212\uff0d\uff0e]|\\t|\\u00a0`;
const BREAK = String.raw`\r?\n|\\r\\n|\\n`;
/** Between two groups of one number: up to three spaces, dashes or dots, or one line break; JSON escapes too. */
const SEPARATOR = new RegExp(`^(?:(?:${SPACE}){1,3}|(?:${SPACE}){0,2}(?:${BREAK})(?:${SPACE}){0,2})$`);
const LINE_BREAK = /\n|\\n/;
const LONGEST_SEPARATOR = 28;

function inAscii(digit: string): string {
  return String(digit.charCodeAt(0) & 15);
}

function groupAt(text: string, start: number, length: number): Group {
  let end = start + length;
  while (UNSEEN_END.test(text.charAt(end - 1))) end -= 1;
  const digits = text.slice(start, end).replace(ALL_UNSEEN, '').replace(NOT_ASCII, inAscii);
  return { start, end, digits, separator: '', wraps: false };
}

/** Groups in reading order, cut into chains: inside a chain only separators stand between two groups. */
export function chainsOf(text: string): Group[][] {
  const chains: Group[][] = [];
  let last: Group | undefined;
  for (const match of text.matchAll(GROUP)) {
    const group = groupAt(text, match.index, match[0].length);
    const near = last !== undefined && group.start - last.end <= LONGEST_SEPARATOR;
    const between = near ? text.slice(last?.end, group.start).replace(ALL_UNSEEN, '') : '';
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

/** How the groups of a possible number are written: as cards are, or in a way that other codes share. */
export type Layout = 'usual' | 'loose';

/** Usual: one piece, by four, or as printed (4-6-5, 4-6-4). Loose: digit by digit, in pairs, in halves. */
export function layoutOf(groups: readonly Group[]): Layout | undefined {
  const lengths = groups.map(({ digits }) => digits.length);
  const breaks = groups.slice(0, -1).filter((group) => group.wraps).length;
  const [first = 0, second, third = 0] = lengths;
  const last = lengths.at(-1) ?? 0;
  const body = lengths.slice(0, -1);
  const asPrinted = lengths.length === 3 && first === 4 && second === 6 && (third === 4 || third === 5);
  const byFour = body.every((length) => length === 4) && last <= 4;
  if (lengths.length === 1 || ((asPrinted || byFour) && breaks <= 1)) return 'usual';
  const inPieces = body.every((length) => length % 4 === 0);
  const evenly = first <= 2 && lengths.every((length) => length === first);
  return (inPieces || evenly) && breaks === 0 ? 'loose' : undefined;
}
