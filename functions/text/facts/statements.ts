import type { Channel } from '../../interaction/identity.ts';
import type { GivenFact } from './given-fact.ts';

/** A name begins with a capital: "my name is on the parcel" gives none. At most three words. */
const NAME =
  /(?<!\p{L})(?:[Mm]y name is|[Mm]ein Name ist|[Ii]ch heiße|[Mm]on nom est|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]eu nome é|[Mm]e chamo)\s+(\p{Lu}[\p{L}'’-]{0,40}(?:\s\p{Lu}[\p{L}'’-]{0,40}){0,2})/u;

const ADDRESS =
  /(?<!\p{L})(?:my (?:new |home |postal |delivery |shipping )?address is|meine (?:neue )?(?:adresse|anschrift|lieferadresse) (?:ist|lautet)|mon adresse(?: de livraison)? est|mi (?:nueva )?dirección es|meu (?:novo )?endereço é)[:\s]+([^\n]{6,160})/iu;

const CONFIRMED =
  /(?<!\p{L})(?:address (?:is|'s) (?:still )?(?:correct|right|fine)|(?:adresse|anschrift) (?:stimmt(?! nicht)|ist (?:noch )?(?:korrekt|richtig))|adresse est (?:bien |toujours )?(?:correcte|exacte|la bonne)|dirección (?:es correcta|está bien)|endereço (?:está|é) (?:certo|correto))(?!\p{L})/iu;

const PREFERS =
  /(?<!\p{L})(?:i(?:'d| would)? prefer|ich bevorzuge|mir (?:wäre|ist) lieber|lieber|je préfère(?:rais)?|prefiero|preferir[ií]a|prefiro)(?!\p{L})([^.!?\n]{0,40})/iu;
const DENIED = /(?<!\p{L})(?:not|no|n't|nicht|kein\p{L}*|pas|não|rather than|instead of|statt)(?!\p{L})/iu;

const channelWords: readonly [RegExp, Channel][] = [
  [/(?<!\p{L})(?:e-?mails?|mail|correo|courriel)(?!\p{L})/iu, 'email'],
  [/(?<!\p{L})(?:sms|text messages?|texts?)(?!\p{L})/iu, 'sms'],
  [/(?<!\p{L})(?:whatsapp|messenger|instagram|facebook)(?!\p{L})/iu, 'social'],
  [
    /(?<!\p{L})(?:phone|call|calls|telefon\p{L}*|anrufe?n?|téléphone|appel|teléfono|llamada|telefone|ligação)(?!\p{L})/iu,
    'voice',
  ],
  [/(?<!\p{L})chat(?!\p{L})/iu, 'chat'],
];

function preferredChannel(text: string): Channel | undefined {
  const said = PREFERS.exec(text)?.[1];
  if (said === undefined || DENIED.test(said)) return undefined;
  const named = channelWords.filter(([word]) => word.test(said));
  return named.length === 1 ? named[0]?.[1] : undefined;
}

/** An address has a number in it: a house or a postal code. */
function postalAddress(text: string): string | undefined {
  const address = ADDRESS.exec(text)?.[1]?.trim();
  return address !== undefined && /\d/.test(address) && !address.includes('@') ? address : undefined;
}

/** What a text states of its writer: name, address, that the address is right, the channel they prefer. */
export function statementsGiven(text: string): GivenFact[] {
  const found = [
    ['name', NAME.exec(text)?.[1]],
    ['postal-address', postalAddress(text)],
    ['address-confirmed', CONFIRMED.test(text) ? 'yes' : undefined],
    ['preferred-channel', preferredChannel(text)],
  ] as const;
  return found.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
