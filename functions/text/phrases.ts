/** Where something stands in a text, in UTF-16 code units, as JavaScript counts. */
export interface Span {
  index: number;
  length: number;
}

/** A text made ready for looking phrases up in it. */
export interface Words {
  text: string;
  /** In lower case without accents, a space before and after every word. */
  plain: string;
  /** Where each code unit of `plain` begins and ends in `text`. */
  begins: readonly number[];
  ends: readonly number[];
}

/** Accents and points. Vowel signs of other scripts and the voicing marks of Japanese make other words: they stay. */
const ACCENTS =
  /[[\p{M}&&[\p{sc=Inherited}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}]]--[\u3099\u309A]]/gv;
const IN_WORDS = /^[\p{L}\p{M}\p{N}]/u;
const NOT_IN_WORDS = /[^\p{L}\p{M}\p{N}]/gu;
const MARK = /^\p{M}/u;
/** Soft hyphens, joiners and other signs that nobody sees. */
const INVISIBLE = /^\p{Cf}/u;

/** Scripts that write no spaces between words: each of their letters counts as a word. */
const WITHOUT_SPACES =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** One character in lower case without accents: maybe nothing, maybe several, a space for what is in no word. */
function folded(character: string): string {
  if (INVISIBLE.test(character)) return '';
  if (!IN_WORDS.test(character)) return ' ';
  const plain = character.normalize('NFKD').replace(ACCENTS, '');
  // By way of upper case, as ß is SS there and both forms of sigma are one.
  return plain.toUpperCase().toLowerCase().normalize('NFKD').replace(ACCENTS, '').replace(NOT_IN_WORDS, ' ');
}

/** Writes `plain`, and where each part of it comes from. */
class PlainWriter {
  plain = ' ';
  readonly begins = [0];
  readonly ends = [0];
  // Asking `plain` itself would copy it each time.
  private isSeparated = true;
  private isAlone = false;

  private append(piece: string, begin: number, end: number): void {
    this.plain += piece;
    for (let unit = 0; unit < piece.length; unit += 1) {
      this.begins.push(begin);
      this.ends.push(end);
    }
    this.isSeparated = piece === ' ';
  }

  separate(at: number): void {
    if (!this.isSeparated) this.append(' ', at, at);
  }

  private letter(letter: string, begin: number, end: number): void {
    // A mark belongs to the letter before it.
    if (!MARK.test(letter)) {
      const isAlone = WITHOUT_SPACES.test(letter);
      if (isAlone || this.isAlone) this.separate(begin);
      this.isAlone = isAlone;
    }
    this.append(letter, begin, end);
  }

  /** What left nothing belongs to what stands before it. */
  write(fold: string, begin: number, end: number): void {
    if (fold === '') this.ends[this.ends.length - 1] = end;
    for (const letter of fold) {
      if (letter === ' ') this.separate(begin);
      else this.letter(letter, begin, end);
    }
  }
}

/** Makes a text ready for `phrasesIn`. Pure, linear. */
export function wordsOf(text: string): Words {
  const writer = new PlainWriter();
  const folds = new Map<string, string>();
  let begin = 0;
  for (const character of text) {
    const fold = folds.get(character) ?? folded(character);
    folds.set(character, fold);
    const end = begin + character.length;
    writer.write(fold, begin, end);
    begin = end;
  }
  writer.separate(begin);
  const { plain, begins, ends } = writer;
  return { text, plain, begins, ends };
}

function* placesOf(wanted: string, text: string, step: number): Generator<number> {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + step)) yield at;
}

/** What asks for an emoji's coloured form: some devices send it with a sign, some do not. */
const COLOURED = '\uFE0F';

function* signsIn(text: string, phrase: string): Generator<Span> {
  const signs = phrase.endsWith(COLOURED) ? phrase.slice(0, -1) : phrase;
  if (signs === '') return;
  for (const index of placesOf(signs, text, signs.length))
    yield { index, length: signs.length + (text[index + signs.length] === COLOURED ? 1 : 0) };
}

/**
 * Every place where a phrase stands as whole words, in any case, with or without accents, whatever signs stand
 * between its words. One of signs alone (an emoji) stands anywhere. Plain text: nothing in it is a pattern.
 */
export function* phrasesIn({ text, plain, begins, ends }: Words, phrase: string): Generator<Span> {
  const wanted = wordsOf(phrase).plain;
  if (wanted === ' ') return yield* signsIn(text, phrase);
  // Two in a row share the space between them.
  for (const at of placesOf(wanted, plain, wanted.length - 1)) {
    const index = begins[at + 1] ?? 0;
    yield { index, length: (ends[at + wanted.length - 2] ?? index) - index };
  }
}
