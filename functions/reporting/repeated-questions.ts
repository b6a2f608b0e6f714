import { factsOf } from '../context/facts-of.ts';
import type { JourneyEntry } from '../store/journey-view.ts';
import { factsAsked } from '../text/facts/facts-asked.ts';

/** We asked for what we knew. */
export interface RepeatedQuestion {
  interactionId: string;
  at: string;
  fact: string;
  /** Event time since when it was known. */
  knownSince: string;
}

/** What holds of a person whatever they write about; the others are of one enquiry, and may be asked anew in the next. */
const ofThePerson: readonly string[] = ['customer-number', 'email', 'phone', 'name', 'postal-address'];

/** Facts and since when they are known. */
export type KnownSince = ReadonlyMap<string, string>;

function askedIn({ direction, interaction }: JourneyEntry): string[] {
  if (direction !== 'outbound' || interaction?.kind !== 'message') return [];
  return factsAsked(interaction.visibleText ?? interaction.text ?? '');
}

function learn(known: Map<string, string>, { provider, interaction, at }: JourneyEntry): void {
  if (interaction === undefined) return;
  for (const { name } of factsOf({ provider, interaction })) if (!known.has(name)) known.set(name, at);
}

/**
 * The questions of ours, an agent's or a bot's, for something that was known by then: said before in this
 * enquiry on whatever channel, or known of the person (`known`) from before. To ask whether it still holds is no
 * such question. `entries` in event-time order. Pure.
 */
export function repeatedQuestions(entries: readonly JourneyEntry[], known: KnownSince): RepeatedQuestion[] {
  const knownNow = new Map([...known].filter(([name]) => ofThePerson.includes(name)));
  return entries.flatMap((entry): RepeatedQuestion[] => {
    const repeated = askedIn(entry).flatMap((fact): RepeatedQuestion[] => {
      const knownSince = knownNow.get(fact);
      if (knownSince === undefined || knownSince >= entry.at) return [];
      return [{ interactionId: entry.interactionId, at: entry.at, fact, knownSince }];
    });
    learn(knownNow, entry);
    return repeated;
  });
}
