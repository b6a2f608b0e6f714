/** What can be read out of a text, or asked for in one. */
export const spokenFacts = [
  'order-number',
  'customer-number',
  'email',
  'phone',
  'name',
  'postal-address',
  'address-confirmed',
  'preferred-channel',
] as const;
export type SpokenFact = (typeof spokenFacts)[number];

/** Something a person told us about themselves or their matter. */
export interface GivenFact {
  name: SpokenFact;
  value: string;
}
