import type { Interaction } from '../interaction/interaction.ts';
import { languageOf } from '../text/language.ts';
import { scoreMood, tellsMood } from '../text/mood/score-mood.ts';
import { isAutomatic, turnText } from './turn-text.ts';

/**
 * The mood of what a customer said or wrote: -1 to 1, 0 when neutral; undefined for what we said, what a machine
 * wrote, and where words or language tell nothing. The same interaction always has the same.
 */
export async function moodOf(interaction: Interaction): Promise<number | undefined> {
  if (interaction.direction === 'outbound' || isAutomatic(interaction)) return undefined;
  const text = turnText(interaction);
  if (text === undefined || text.trim() === '') return undefined;
  // Without a word that tells a mood it is neutral in any language, and nobody loads the tables of languages.
  if (!tellsMood(text)) return scoreMood(text, undefined) ?? (/\p{L}/u.test(text) ? 0 : undefined);
  return scoreMood(text, await languageOf(text));
}
