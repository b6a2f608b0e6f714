import type { Interaction } from '../interaction/interaction.ts';

/** How much of each text and list a preview keeps. Twenty references hold the first mail and the last ones. */
const MAX_TEXT = 2_000;
const MAX_ITEMS = 20;

function cutText(text: string): string {
  // A cut inside a surrogate pair would leave half a character.
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1).toWellFormed()}…`;
}

function cutList(list: readonly unknown[]): readonly unknown[] {
  return list.length <= MAX_ITEMS ? list : [...list.slice(0, MAX_ITEMS / 2), ...list.slice(-MAX_ITEMS / 2)];
}

/** The same value with long texts and lists cut; `Value` keeps its shape, as no field goes. */
function cut<Value>(value: Value): Value {
  if (typeof value === 'string') return cutText(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return cutList(value).map(cut) as Value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item)])) as Value;
}

/** An interaction short enough for the queue: every field, but long ones only in part. Who it was stays whole. */
export function previewOf(interaction: Interaction): Interaction {
  return { ...cut(interaction), contact: interaction.contact };
}
