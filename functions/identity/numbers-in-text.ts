import { phoneIdentity } from '../interaction/address-identity.ts';
import type { Identity } from '../interaction/identity.ts';

/** Enough for any signature; the finder takes up to 30 ms for text that is made to keep it busy. */
const MAX_TEXT = 4_000;
const SHORTEST = 7;

/** Whether the end of a text has digits enough: seen a hundred times quicker than a number. */
export function mayHoldNumber(text: string): boolean {
  return text.slice(-MAX_TEXT).replace(/\D+/g, '').length >= SHORTEST;
}

/** Finds the valid phone numbers at the end of a text, in their order, each once. */
export type NumberFinder = (text: string) => Identity[];

/**
 * Numbers without a country code are those of `region` (ISO 3166-1), and left out without one. The library is loaded
 * when the first text asks: few events have one, and it would add 13 ms to every cold start.
 */
export async function numberFinder(region: string | undefined): Promise<NumberFinder> {
  const { findPhoneNumbersInText, isSupportedCountry } = await import('libphonenumber-js');
  const defaultCountry = region !== undefined && isSupportedCountry(region) ? { defaultCountry: region } : {};
  return (text) => {
    const end = text.slice(-MAX_TEXT);
    if (!mayHoldNumber(end)) return [];
    const found = findPhoneNumbersInText(end, { ...defaultCountry, extended: true });
    const numbers = new Set(found.map(({ number }) => number.number));
    return [...numbers].flatMap((number) => phoneIdentity(number) ?? []);
  };
}
