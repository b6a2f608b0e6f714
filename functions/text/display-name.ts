/** Control characters, and the marks that turn the direction of the text around them. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name as a person may see it: no control characters, no outer spaces; undefined when nothing is left. */
export function displayName(name: string | undefined): string | undefined {
  const shown = name?.replace(UNSEEN, '').trim();
  return shown === '' ? undefined : shown;
}
