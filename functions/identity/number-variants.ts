import { phoneIdentity } from '../interaction/address-identity.ts';
import type { Identity } from '../interaction/identity.ts';
import type { IdentityItem } from '../store/items.ts';

/** One line written two ways, which differ by one digit: both forms capture what stands before and behind it. */
interface Writing {
  long: RegExp;
  short: RegExp;
  digit: string;
}

/** https://www.gov.br/anatel/pt-br/regulado/numeracao/codigos-nacionais */
const BRAZIL_AREA = '(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[13-5]|6[1-9]|7[13-579]|8[1-9]|9[1-9])';

/**
 * Brazil: mobiles got a 9 in front between 2012 and 2016, and WhatsApp keeps the old form of older accounts. Only
 * what began with 6 to 9 was mobile: a landline (2 to 5) never had a 9, and 9 3333-4444 never was 3333-4444.
 * Mexico: mobiles dialled from abroad had a 1 until 2019. Numbers are one plan over mobile and fixed lines, so both
 * forms are one line; services (800, 900 and kin) are nobody's.
 * Argentina: mobiles dialled from abroad have a 9 (inside the country a 15, which E.164 does not know). One plan too.
 */
const writings: readonly Writing[] = [
  {
    long: new RegExp(`^(\\+55${BRAZIL_AREA})9([6-9]\\d{7})$`),
    short: new RegExp(`^(\\+55${BRAZIL_AREA})([6-9]\\d{7})$`),
    digit: '9',
  },
  {
    long: /^(\+52)1([2-9](?!00|88)\d{9})$/,
    short: /^(\+52)([2-9](?!00|88)\d{9})$/,
    digit: '1',
  },
  {
    long: /^(\+54)9(11[2-9]\d{7}|[23]\d{9})$/,
    short: /^(\+54)(11[2-9]\d{7}|[23]\d{9})$/,
    digit: '9',
  },
];

function otherWriting({ long, short, digit }: Writing, number: string): string | undefined {
  const [, before, behind] = long.exec(number) ?? [];
  if (before !== undefined && behind !== undefined) return `${before}${behind}`;
  const [, start, end] = short.exec(number) ?? [];
  return start !== undefined && end !== undefined ? `${start}${digit}${end}` : undefined;
}

/**
 * The other ways in which the same phone line is written: none for nearly every number, and for what is no phone.
 * They are identities of their own (the number stays as received, for sending); a link says that they are one.
 */
export function variantsOf(identity: Identity): Identity[] {
  if (identity.kind !== 'phone') return [];
  return writings.flatMap((writing) => {
    const other = otherWriting(writing, identity.value);
    return other === undefined ? [] : (phoneIdentity(other) ?? []);
  });
}

/**
 * True for two writings of a line of which one was handed over: the other is still whose it was, if somebody had it
 * before. Pure.
 */
export function areOfOthers(one: IdentityItem, other: IdentityItem): boolean {
  const [before, since] = one.from < other.from ? [one, other] : [other, one];
  return before.from < since.from && before.bornAt < since.from;
}
