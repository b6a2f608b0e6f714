import { phrasesIn, wordsOf } from '../text/phrases.ts';

/** More than anybody opens an enquiry with. */
const MAX_CHARACTERS = 4_000;

/** True when any of the keywords stands in the text. */
export type HasKeyword = (keywords: readonly string[]) => boolean;

/** Reads a text once, at the first question, for the keywords of any number of rules. Pure, linear. */
export function keywordsOf(text: string): HasKeyword {
  let words: ReturnType<typeof wordsOf> | undefined;
  return (keywords) => {
    words ??= wordsOf(text.slice(0, MAX_CHARACTERS));
    const looked = words;
    return keywords.some((keyword) => phrasesIn(looked, keyword).next().done === false);
  };
}
