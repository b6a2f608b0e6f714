import type { Span } from '../text/phrases.ts';

/** All that comes after so many characters: letters and emoji beyond the first 65,536 count as one. */
export function* tooLong(text: string, maxCharacters: number): Generator<Span> {
  let index = 0;
  let count = 0;
  for (const character of text) {
    count += 1;
    if (count > maxCharacters) return yield { index, length: text.length - index };
    index += character.length;
  }
}

/** Those that end a cry; the one that opens it in Spanish comes with another. */
const EXCLAMATION_MARKS = /[!！‼⁉❗❕]+/gu;

/** The marks beyond so many: of each run of marks those that are too many. */
export function* exclamationMarks(text: string, atMost: number): Generator<Span> {
  let count = 0;
  for (const { index, 0: run } of text.matchAll(EXCLAMATION_MARKS)) {
    const allowed = Math.max(0, Math.min(run.length, atMost - count));
    count += run.length;
    if (allowed < run.length) yield { index: index + allowed, length: run.length - allowed };
  }
}

/** Abbreviations are capitals too: fewer are no shouting. */
const SHOUTED_WORDS = 3;
/** Words; or signs that end a row of words, such as commas between abbreviations. */
const WORD_OR_BREAK = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’-]*|[^\s!！?？]/gu;
const ONLY_CAPITALS = /^[^\p{Ll}\p{Lt}\p{Lo}\p{Lm}]*$/u;
const TWO_CAPITALS = /\p{Lu}[^\p{Lu}]*\p{Lu}/u;
/** A letter alone (I, A) or a number: not shouted by itself, and no pause among words that are. */
const BESIDE = /^(?:\p{Lu}|\p{N}+)$/u;

/** Rows of at least three words that are all in capitals. Scripts without capitals have none. */
export function* shouting(text: string): Generator<Span> {
  let row: { from: number; to: number; words: number } | undefined;
  const isShouted = () => row !== undefined && row.words >= SHOUTED_WORDS;
  const span = () => ({ index: row?.from ?? 0, length: (row?.to ?? 0) - (row?.from ?? 0) });
  for (const { index, 0: word } of text.matchAll(WORD_OR_BREAK)) {
    const to = index + word.length;
    if (ONLY_CAPITALS.test(word) && TWO_CAPITALS.test(word))
      row = { from: row?.from ?? index, to, words: (row?.words ?? 0) + 1 };
    else if (!BESIDE.test(word)) {
      if (isShouted()) yield span();
      row = undefined;
    }
  }
  if (isShouted()) yield span();
}
