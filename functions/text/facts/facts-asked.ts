import { MAX_READ } from './facts-given.ts';
import type { SpokenFact } from './given-fact.ts';

/** How each fact is named where somebody asks for it: English, German, French, Spanish, Portuguese. */
const names: readonly [SpokenFact, RegExp][] = [
  [
    'order-number',
    /(?<!\p{L})(?:order (?:number|no|id|reference)|bestell-?nummer|auftrags-?nummer|num[ée]ro de (?:la |votre )?commande|n[úu]mero (?:de|del|de su|de tu) pedido|n[úu]mero d[oae] (?:seu |sua )?(?:pedido|encomenda))(?!\p{L})/iu,
  ],
  [
    'customer-number',
    /(?<!\p{L})(?:(?:customer|client|account) (?:number|no|id)|kunden-?nummer|num[ée]ro (?:de )?client|n[úu]mero (?:de|do) cliente)(?!\p{L})/iu,
  ],
  [
    'email',
    /(?<!\p{L})(?:your e-?mail(?: address)?|e-?mail address|(?:ihre|deine) (?:e-?mail-?adresse|e-?mail|mailadresse)|votre (?:adresse )?(?:e-?mail|courriel)|(?:su|tu) (?:correo(?: electr[óo]nico)?|e-?mail)|(?:seu|teu) e-?mail)(?!\p{L})/iu,
  ],
  [
    'phone',
    /(?<!\p{L})(?:(?:phone|telephone|mobile|callback|contact) number|(?:telefon|handy|rückruf|mobil)-?nummer|num[ée]ro de t[ée]l[ée]phone|n[úu]mero de tel[ée]fono|(?:n[úu]mero (?:de|do) )telefone)(?!\p{L})/iu,
  ],
  [
    'name',
    /(?<!\p{L})(?:(?:your|full) name|(?:ihr|dein)(?:en)? name[n]?|votre nom|(?:su|tu) nombre|(?:seu|teu) nome)(?!\p{L})/iu,
  ],
  [
    'postal-address',
    /(?<!\p{L})(?:(?:your|postal|delivery|shipping|home) address|(?:ihre|deine) (?:adresse|anschrift|lieferadresse)|votre adresse(?! e-?mail)|(?:su|tu) direcci[óo]n|(?:seu|teu) endereço)(?!\p{L})/iu,
  ],
];

/** What makes a sentence a request, besides a question mark. */
const REQUEST =
  /(?<!\p{L})(?:please|could you|can you|we need|i need|give me|tell me|send (?:me|us)|provide|bitte|nennen sie|wir benötigen|wir brauchen|veuillez|pouvez-vous|indiquez|merci d[e']|il nous faut|por favor|ind[ií]que(?:nos|me)?|necesitamos|env[ií]e(?:nos|me)?|d[ií]game|informe|precisamos|preciso)(?!\p{L})/iu;
/** Tells where a thing is found or used instead of asking for it. */
const TELLING =
  /(?<!\p{L})(?:you (?:can|will) find|we have sent|we sent|was sent to|finden sie|wurde an|vous trouverez|encontrar[áa]|was (?:changed|updated)|has been)(?!\p{L})/iu;

/** A value in the same sentence means that it is being confirmed, not asked for. */
const VALUE: Readonly<Partial<Record<SpokenFact, RegExp>>> = {
  email: /@/,
  'postal-address': /\d/,
  name: /:\s*\p{Lu}|\bis \p{Lu}\p{L}+ \p{Lu}|\bstill \p{Lu}/u,
};
const ANY_NUMBER = /\d{4}/;

function sentencesOf(text: string): string[] {
  return text
    .slice(0, MAX_READ)
    .normalize('NFC')
    .split(/(?<=[.!?])\s|\n/);
}

function asks(sentence: string, fact: SpokenFact, name: RegExp): boolean {
  if (!name.test(sentence) || TELLING.test(sentence)) return false;
  if (!sentence.includes('?') && !REQUEST.test(sentence)) return false;
  return !(VALUE[fact] ?? ANY_NUMBER).test(sentence);
}

/** The facts that a text of ours asks the customer for, each once. To ask whether a known value still holds is not asking. Pure. */
export function factsAsked(text: string): SpokenFact[] {
  const sentences = sentencesOf(text);
  return names
    .filter(([fact, name]) => sentences.some((sentence) => asks(sentence, fact, name)))
    .map(([fact]) => fact);
}
