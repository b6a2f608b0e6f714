/** Digits as callers say them: English, German, French, Spanish, Portuguese, Italian. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ zero: '0', oh: '0', o: '0', null: '0', zéro: '0', cero: '0' },
  ...{ one: '1', eins: '1', ein: '1', un: '1', une: '1', uno: '1', um: '1', uma: '1' },
  ...{ two: '2', zwei: '2', zwo: '2', deux: '2', dos: '2', dois: '2', duas: '2', due: '2' },
  ...{ three: '3', drei: '3', trois: '3', tres: '3', três: '3', tre: '3' },
  ...{ four: '4', vier: '4', quatre: '4', cuatro: '4', quatro: '4', quattro: '4' },
  ...{ five: '5', fünf: '5', cinq: '5', cinco: '5', cinque: '5' },
  ...{ six: '6', sechs: '6', seis: '6', sei: '6', meia: '6' },
  ...{ seven: '7', sieben: '7', sept: '7', siete: '7', sete: '7', sette: '7' },
  ...{ eight: '8', acht: '8', huit: '8', ocho: '8', oito: '8', otto: '8' },
  ...{ nine: '9', neun: '9', neuf: '9', nueve: '9', nove: '9' },
};
const REPEATED: Readonly<Record<string, number>> = { double: 2, triple: 3 };

const TOKEN = /\d+|[\p{L}\p{M}]+/gu;
/** What may stand between two digits that are said one after the other. */
const BETWEEN = /^[\s.,;-]*$/;

/** Digits that stand together in a text, and where. */
export interface DigitRun {
  digits: string;
  start: number;
  end: number;
}

function digitsOf(token: string): string | undefined {
  if (/^\d+$/.test(token)) return token;
  const word = token.normalize('NFC').toLowerCase();
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

function timesOf(token: string): number | undefined {
  const word = token.toLowerCase();
  return Object.hasOwn(REPEATED, word) ? REPEATED[word] : undefined;
}

/** Every run of spoken or written digits in what was said: "double five" is 55. Linear. */
export function spokenDigits(text: string): DigitRun[] {
  const runs: DigitRun[] = [];
  let times: number | undefined;
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const digits = digitsOf(token);
    if (times === undefined) from = match.index;
    const repeats = times ?? 1;
    times = digits === undefined ? timesOf(token) : undefined;
    if (digits === undefined) continue;
    const end = match.index + token.length;
    const last = runs.at(-1);
    if (last !== undefined && BETWEEN.test(text.slice(last.end, from))) {
      last.digits += digits.repeat(repeats);
      last.end = end;
    } else runs.push({ digits: digits.repeat(repeats), start: from, end });
  }
  return runs;
}
