import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js';
import { phoneIdentity } from '../interaction/address-identity.ts';
import type { Identity } from '../interaction/identity.ts';

/** Enough for any signature; the finder takes up to 30 ms for text that is made to keep it busy. */
const MAX_TEXT = 4_000;
const SHORTEST = 7;

/** Whether the end of a text has digits enough: seen a hundred times quicker than a number. */
export function mayHoldNumber(text: string): boolean {
  return text.slice(-MAX_TEXT).replace(/\D+/g, '').length >= SHORTEST;
}

/**
 * The valid phone numbers at the end of a text, in their order, each once. Numbers without a country code are those
 * of `region` (ISO 3166-1), and left out without one.
 */
export function numbersIn(text: string, region: string | undefined): Identity[] {
  const end = text.slice(-MAX_TEXT);
  if (!mayHoldNumber(end)) return [];
  const defaultCountry = region !== undefined && isSupportedCountry(region) ? region : undefined;
  const found = findPhoneNumbersInText(end, {
    ...(defaultCountry && { defaultCountry }),
    extended: true,
  });
  const numbers = new Set(found.map(({ number }) => number.number));
  return [...numbers].flatMap((number) => phoneIdentity(number) ?? []);
}
