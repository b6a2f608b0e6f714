import type { InteractionEvent } from '../interaction/event.ts';
import { mapTexts } from '../interaction/map-texts.ts';
import { maskCards } from '../text/card-mask.ts';

function redactText(text: string): string {
  return maskCards(text.toWellFormed());
}

/** The address of a page: never fetched, and a form may have put there what was typed into it. */
function redactPage(url: string): string {
  const spaced = url.replaceAll(/\+|%20/g, ' ');
  const clean = redactText(spaced);
  return clean === spaced ? redactText(url) : clean;
}

/** Takes card numbers out of every text of an event, and half characters that DynamoDB would not keep. */
export function redact(event: InteractionEvent): InteractionEvent {
  const clean = mapTexts(event, redactText);
  if (clean.type !== 'recorded' || clean.interaction.kind !== 'visit') return clean;
  const { url } = clean.interaction;
  return url === undefined
    ? clean
    : { ...clean, interaction: { ...clean.interaction, url: redactPage(url) } };
}
