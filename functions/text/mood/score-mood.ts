import { emojiEmotion } from 'emoji-emotion';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import type { Valences } from './valences.ts';

const languages: Readonly<Record<string, Valences>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
};

/** ISO 639-1 codes of the languages whose words are known; emoji count in every language. */
export const moodLanguages: readonly string[] = Object.keys(languages);

const emoji = new Map(emojiEmotion.map(({ emoji: sign, polarity }) => [sign, polarity]));

/** What is read of a text: a mood shows early, and the work stays bounded. */
const MAX_CHARACTERS = 4_000;
/** How many words a negation reaches. */
const NEGATED = 3;
/** What remains of a word that is turned around: "not great" is less bad than "terrible". */
const TURNED = -0.75;
/** The larger, the more words a strong mood takes. */
const DAMPING = 15;
/** Nearer to zero than this is neutral. */
export const NEUTRAL_BELOW = 0.3;

/** Words, and what parts them: no phrase and no negation reaches over it. */
const WORDS = /\p{L}[\p{L}\p{M}]*|[.,;:!?]/gu;
const PARTS: ReadonlySet<string> = new Set('.,;:!?');
const LONGEST_PHRASE = 3;

function wordsOf(text: string): string[] {
  return text.replace(/n['’`]t\b/g, ' not').match(WORDS) ?? [];
}

/** The valences of a text's words; the longest phrase counts, and a negation before it turns it around. */
function wordValences(words: readonly string[], { of, negations }: Valences): number[] {
  const found: number[] = [];
  let negatedUntil = -1;
  for (let index = 0; index < words.length; ) {
    let taken = 1;
    for (let size = Math.min(LONGEST_PHRASE, words.length - index); size > 0; size -= 1) {
      const valence = of(words.slice(index, index + size).join(' '));
      if (valence === undefined) continue;
      const isNegated = size === 1 && index <= negatedUntil;
      found.push(isNegated ? valence * TURNED : valence);
      taken = size;
      break;
    }
    const word = words[index] ?? '';
    if (negations.has(word)) negatedUntil = index + NEGATED;
    else if (PARTS.has(word)) negatedUntil = -1;
    index += taken;
  }
  return found;
}

function emojiValences(text: string): number[] {
  return [...text].flatMap((sign) => emoji.get(sign) ?? []);
}

/** True when a word of any language we know tells a mood: only then it matters which language it is. */
export function tellsMood(text: string): boolean {
  const words = wordsOf(text.slice(0, MAX_CHARACTERS).normalize('NFC').toLowerCase());
  return Object.values(languages).some((language) => wordValences(words, language).length > 0);
}

/**
 * The mood of a text: -1 (angry) to 1 (happy), 0 when neutral; undefined when nothing can be known of it (a language
 * we have no words for, and no emoji). `language` is ISO 639-1. Pure and linear in the length of the text.
 */
export function scoreMood(text: string, language: string | undefined): number | undefined {
  const read = text.slice(0, MAX_CHARACTERS).normalize('NFC').toLowerCase();
  const known =
    language !== undefined && Object.hasOwn(languages, language) ? languages[language] : undefined;
  const signs = emojiValences(read);
  if (known === undefined && signs.length === 0) return undefined;
  const said = known === undefined ? [] : wordValences(wordsOf(read), known);
  const sum = [...said, ...signs].reduce((total, valence) => total + valence, 0);
  const score = sum / Math.sqrt(sum * sum + DAMPING);
  return Math.abs(score) < NEUTRAL_BELOW ? 0 : Math.round(score * 100) / 100;
}
