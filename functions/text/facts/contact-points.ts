import type { GivenFact } from './given-fact.ts';

/** Bounded, so that no text makes it slow: RFC 5321 allows 64 characters before the at sign. */
const EMAIL = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g;
const PHONE = /(?<![\p{L}\d#+.,/-])(?:\+|\()?\d[\d ()./-]{5,18}\d(?![\p{L}\d])/gu;

/** What makes an address or number the writer's own: "my", "reach me at", "ruf mich an". */
const OWN =
  /(?<!\p{L})(?:my|mine|me|i'm|mein(?:e|er)?|mich|mir|mon|ma|moi|m'(?:appeler|écrire|envoyer|envoyez|appelez)|me|mi|mis|meu|minha|comigo|ll[aá]mame|llámenme|ligue|rückruf(?:nummer)?|callback)(?!\p{L})/iu;
/** How far before it the own word may stand. */
const REACH = 48;
const MAX_ANSWER = 300;
/** Words that make a number another one than a telephone's. */
const OTHER_NUMBER =
  /(?:order|bestell\p{L}*|auftrag\p{L}*|commande|pedido|encomenda|customer|kunden\p{L}*|invoice|rechnung\p{L}*|facture|factura|fatura|tracking|iban|card|karte|carte|tarjeta|cartão)[^.!?\n]{0,24}$/iu;

function sentenceBefore(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - REACH), index);
  return before.slice(Math.max(...['\n', '. ', '! ', '? '].map((end) => before.lastIndexOf(end))) + 1);
}

/** The text where it is short enough to be nothing but an answer. */
function answerOf(text: string): string {
  return text.length > MAX_ANSWER ? '' : text.trim().replace(/[.!]$/, '');
}

function emails(text: string): string[] {
  const answer = answerOf(text);
  return [...text.matchAll(EMAIL)]
    .filter(({ 0: address, index }) => address === answer || OWN.test(sentenceBefore(text, index)))
    .map(([address]) => address.toLowerCase());
}

function phones(text: string): string[] {
  const answer = answerOf(text);
  return [...text.matchAll(PHONE)].flatMap(({ 0: written, index }) => {
    const digits = written.replace(/\D/g, '');
    if (digits.length < 7 || digits.length > 15 || /^\d{4}-\d\d-\d\d/.test(written)) return [];
    const before = sentenceBefore(text, index);
    const looksLikeOne = written.startsWith('+') || /^\(?0/.test(written);
    const isOwn = OWN.test(before) && !OTHER_NUMBER.test(before);
    if (!isOwn && !(looksLikeOne && written === answer)) return [];
    return [written.startsWith('+') ? `+${digits}` : digits];
  });
}

/** The mail address and the telephone number that a text gives as the writer's own; the last of each. */
export function contactPointsGiven(text: string): GivenFact[] {
  const [email] = emails(text).slice(-1);
  const [phone] = phones(text).slice(-1);
  return [
    ...(email === undefined ? [] : [{ name: 'email' as const, value: email }]),
    ...(phone === undefined ? [] : [{ name: 'phone' as const, value: phone }]),
  ];
}
