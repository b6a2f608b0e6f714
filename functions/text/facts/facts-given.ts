import { contactPointsGiven } from './contact-points.ts';
import type { GivenFact } from './given-fact.ts';
import { numbersGiven } from './numbers.ts';
import { statementsGiven } from './statements.ts';

/** What is read of a text: the work stays bounded. */
export const MAX_READ = 4_000;

/**
 * The facts a person's text gives: order number, customer number, own mail address and telephone, name, address,
 * preferred channel. Rules in five languages that need context words: a number alone is none. Pure.
 */
export function factsGiven(text: string): GivenFact[] {
  const read = text.slice(0, MAX_READ).normalize('NFC').replaceAll('’', "'");
  return [...numbersGiven(read), ...contactPointsGiven(read), ...statementsGiven(read)];
}
