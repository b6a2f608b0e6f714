import { besidePhrases, closingPhrases, honorifics } from './courtesy-words.ts';

/** Longer texts say something; this also bounds the work. */
const MAX_LENGTH = 160;
const MAX_PHRASE_WORDS = 6;

/** A question, a number, an address or a negative emoji: somebody wants something. */
const ASKS =
  /[?？¿؟\p{Nd}@#€$£%]|:\/\/|[\u{1F620}-\u{1F62D}\u{1F615}\u{1F61E}-\u{1F61F}\u{1F92C}\u{1F44E}\u{1F494}]|:-?[(/]/u;
const KIND_EMOJI =
  /[\u{1F44D}\u{1F44C}\u{1F64F}\u{1F64C}\u{1F91D}\u{1F44B}\u{2764}\u{1F60A}\u{1F642}\u{1F600}-\u{1F604}]/u;

function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  );
}

/** Where a phrase that begins at a word may end; and whether one of them closes. */
function stepsAt(words: readonly string[], start: number, names: ReadonlySet<string>) {
  const first = words[start] ?? '';
  const steps = new Map<number, boolean>();
  if (names.has(first)) steps.set(start + 1, false);
  if (honorifics.has(first) && start + 1 < words.length) steps.set(start + 2, false);
  for (let count = 1; count <= MAX_PHRASE_WORDS && start + count <= words.length; count += 1) {
    const phrase = words.slice(start, start + count).join(' ');
    if (closingPhrases.has(phrase)) steps.set(start + count, true);
    else if (besidePhrases.has(phrase)) steps.set(start + count, false);
  }
  return steps;
}

/** True when the words are nothing but known phrases, one of which closes. */
function isMadeOfPhrases(words: readonly string[], names: ReadonlySet<string>): boolean {
  // Per position: reached without a closing phrase (1), with one (2).
  const reached = new Array<number>(words.length + 1).fill(0);
  reached[0] = 1;
  for (let start = 0; start < words.length; start += 1) {
    const state = reached[start] ?? 0;
    if (state === 0) continue;
    for (const [end, closes] of stepsAt(words, start, names))
      reached[end] = (reached[end] ?? 0) | (closes ? 2 : state);
  }
  return ((reached[words.length] ?? 0) & 2) !== 0;
}

/**
 * True for thanks and goodbyes: a short text that is made of nothing but known phrases (seven languages), kind
 * emoji and the sender's own name. Whatever else stands in it may be a question, so it is none. Pure.
 */
export function isCourtesy(text: string, senderName = ''): boolean {
  if (text.length > MAX_LENGTH || ASKS.test(text)) return false;
  const words = wordsIn(text);
  if (words.length === 0) return KIND_EMOJI.test(text);
  return isMadeOfPhrases(words, new Set(wordsIn(senderName)));
}
