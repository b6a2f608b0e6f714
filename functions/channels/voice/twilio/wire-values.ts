const RFC_2822 = /^\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UTC)$/;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/** Milliseconds since 1970 of a time that names its zone, as callbacks write it; else undefined. */
export function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !(RFC_2822.test(text) || ISO_8601.test(text))) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Whole seconds, or undefined when the text is no count. */
export function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
