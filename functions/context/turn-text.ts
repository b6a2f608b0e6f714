import type { Interaction } from '../interaction/interaction.ts';

/** What was said in an interaction, without quoted history; undefined where nobody said anything in words. */
export function turnText(interaction: Interaction): string | undefined {
  switch (interaction.kind) {
    case 'message':
      return interaction.visibleText ?? interaction.text;
    case 'postback':
      return interaction.title;
    case 'order':
      return interaction.text;
    default:
      return undefined;
  }
}

/** True for what a machine wrote in somebody's name: an out-of-office note says nothing of its owner. */
export function isAutomatic(interaction: Interaction): boolean {
  return interaction.kind === 'message' && interaction.mail?.automatic !== undefined;
}
