/**
 * Issuer prefixes and the lengths of their numbers: from, to (inclusive, same first digit, same number of digits), lengths.
 * https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)
 */
const ISSUERS: readonly (readonly [from: number, to: number, lengths: readonly number[]])[] = [
  [4, 4, [13, 16, 19]], // Visa
  [51, 55, [16]], // Mastercard
  [2221, 2720, [16]],
  [34, 34, [15]], // American Express
  [37, 37, [15]],
  [6011, 6011, [16, 17, 18, 19]], // Discover
  [644, 649, [16, 17, 18, 19]],
  [65, 65, [16, 17, 18, 19]],
  [36, 36, [14, 15, 16, 17, 18, 19]], // Diners Club
  [300, 305, [14, 16, 17, 18, 19]],
  [3095, 3095, [14, 16, 17, 18, 19]],
  [38, 39, [14, 16, 17, 18, 19]],
  [3528, 3589, [16, 17, 18, 19]], // JCB
  [62, 62, [16, 17, 18, 19]], // UnionPay
  [81, 82, [16, 17, 18, 19]], // UnionPay, RuPay
  [60, 60, [16]], // RuPay, Hipercard
  [508, 508, [16]],
  [2200, 2204, [16, 17, 18, 19]], // Mir
  [5018, 5018, [13, 14, 15, 16, 17, 18, 19]], // Maestro
  [5020, 5020, [13, 14, 15, 16, 17, 18, 19]],
  [5038, 5038, [13, 14, 15, 16, 17, 18, 19]],
  [5893, 5893, [13, 14, 15, 16, 17, 18, 19]],
  [6304, 6304, [13, 14, 15, 16, 17, 18, 19]],
  [6759, 6763, [13, 14, 15, 16, 17, 18, 19]],
  [5019, 5019, [16]], // Dankort
  [5060, 5067, [16, 18, 19]], // Verve, Elo
  [5078, 5079, [16, 18, 19]],
  [509, 509, [16]], // Elo
  [6362, 6363, [16]],
  [9792, 9792, [16]], // Troy
];

const byFirstDigit = Map.groupBy(ISSUERS, ([from]) => String(from).charAt(0));

function hasIssuer(digits: string): boolean {
  const issuers = byFirstDigit.get(digits.charAt(0)) ?? [];
  return issuers.some(([from, to, lengths]) => {
    const prefix = Number(digits.slice(0, String(from).length));
    return lengths.includes(digits.length) && prefix >= from && prefix <= to;
  });
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = digit * 2;
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** True when the digits (no separators) are a payment card number: a known issuer, its length, the Luhn check. */
export function isCardNumber(digits: string): boolean {
  return digits.length >= 13 && digits.length <= 19 && hasIssuer(digits) && passesLuhn(digits);
}
