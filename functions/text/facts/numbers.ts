import type { GivenFact } from './given-fact.ts';

/** The words that stand before a number and say which it is: English, German, French, Spanish, Portuguese. */
const ORDER =
  /(?<![\p{L}\d])(?:orders?|purchase|bestell(?:ung|nummer|nr)|auftrags?(?:nummer|nr)?|commande|pedido|encomenda)(?![\p{L}])/giu;
const CUSTOMER =
  /(?<![\p{L}\d])(?:customer|client|account|kunden(?:-?nummer|-?nr)?|cliente|n[uú]m[eé]ro (?:de |do )?cliente?)(?![\p{L}])/giu;

/** Words that may stand between: "order number is", "Bestellung Nr.:", "commande n°". */
const FILLER =
  /^(?:number|no|nr|id|code|ref|reference|is|was|it's|nummer|ist|lautet|war|numéro|numero|n|nº|n°|est|le|número|num|es|el|é|o|do|meu|mi|mon|:|#|-|the|my)$/iu;
/** A customer's number needs a word for number: "client since 2019" has none. */
const NUMBER_WORD = /^(?:number|no|nr|id|nummer|numéro|numero|n|nº|n°|número|num|#)$/iu;

const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4}))$/;
const YEAR = /^(?:19|20)\d\d$/;
const MONEY_BEHIND = /^\s?(?:€|\$|£|eur\b|usd\b|gbp\b|euros?\b|dollars?\b|pounds?\b|reais\b|pesos?\b)/iu;

/** How far behind the word its number may stand. */
const REACH = 60;
const TOKENS = /[#:]|[\p{L}\d](?:[\p{L}\d'/.°º-]*[\p{L}\d°º])?|°|º/gu;

/** Looks like what shops number orders by: at least four digits, no date, no year, no price. */
function isNumber(token: string, behind: string): boolean {
  const digits = token.replace(/\D/g, '').length;
  if (digits < 4 || token.length > 30 || !/^[A-Za-z0-9][A-Za-z0-9/-]*$/.test(token)) return false;
  return !DATE.test(token) && !YEAR.test(token) && !MONEY_BEHIND.test(behind);
}

/** The number that follows a word, with nothing but fillers between; `#` and "number" let a year be one. */
function numberBehind(window: string, needsNumberWord: boolean): string | undefined {
  let hasNumberWord = !needsNumberWord;
  for (const { 0: token, index } of window.matchAll(TOKENS)) {
    if (hasNumberWord && isNumber(token, window.slice(index + token.length))) return token;
    if (NUMBER_WORD.test(token)) hasNumberWord = true;
    if (!FILLER.test(token)) return undefined;
  }
  return undefined;
}

function find(text: string, word: RegExp, needsNumberWord: boolean): string | undefined {
  for (const match of text.matchAll(word)) {
    const namesNumber = /n(?:umme)?r$|^n[uú]m/iu.test(match[0]);
    const behind = match.index + match[0].length;
    const value = numberBehind(text.slice(behind, behind + REACH), needsNumberWord && !namesNumber);
    if (value !== undefined) return value.toUpperCase();
  }
  return undefined;
}

/** The order and the customer number that a text gives. */
export function numbersGiven(text: string): GivenFact[] {
  const order = find(text, ORDER, false);
  const customer = find(text, CUSTOMER, true);
  return [
    ...(order === undefined ? [] : [{ name: 'order-number' as const, value: order }]),
    ...(customer === undefined ? [] : [{ name: 'customer-number' as const, value: customer }]),
  ];
}
