import { CODE } from './handoff-proof.ts';
import { spokenDigits } from './spoken-digits.ts';

/** Six digits, and where they stand in a text. */
export interface CodeAt {
  code: string;
  start: number;
  end: number;
}

const GROUP = /\d+/g;
/** What people and programs put between the groups of a code. */
const GAP = /^[\s.-]$/;
const LENGTH = 6;

/** The code that begins with a group of digits and is made of whole groups. */
function codeFrom(text: string, groups: readonly RegExpExecArray[], first: number): CodeAt | undefined {
  const start = groups[first]?.index ?? 0;
  let code = '';
  let end = start;
  for (const group of groups.slice(first, first + LENGTH)) {
    if (code !== '' && !GAP.test(text.slice(end, group.index))) return undefined;
    code += group[0];
    end = group.index + group[0].length;
    if (code.length >= LENGTH) break;
  }
  return CODE.test(code) ? { code, start, end } : undefined;
}

/**
 * Everything in a text that may be a code, in one piece or in groups ("482 913"), and for what was spoken in words as
 * well. Linear.
 */
export function codesInText(text: string, isSpoken: boolean): CodeAt[] {
  const groups = [...text.matchAll(GROUP)];
  const written = groups.flatMap((_, index) => codeFrom(text, groups, index) ?? []);
  if (!isSpoken) return written;
  const spoken = spokenDigits(text).filter(({ digits }) => CODE.test(digits));
  return [...written, ...spoken.map(({ digits, start, end }) => ({ code: digits, start, end }))];
}

/** The text with something else where one of the codes stood. Linear. */
export function withoutCodes(
  text: string,
  isSpoken: boolean,
  codes: ReadonlySet<string>,
  replacement: string,
): string {
  const found = codesInText(text, isSpoken)
    .filter(({ code }) => codes.has(code))
    .sort((left, right) => left.start - right.start);
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of found) {
    // One that overlaps the last is gone with it.
    if (start >= from) parts.push(text.slice(from, start), replacement);
    from = Math.max(from, end);
  }
  return [...parts, text.slice(from)].join('');
}
