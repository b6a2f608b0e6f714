import type { eld } from 'eld/extrasmall';

/** Enough to tell a language by. */
const MAX_CHARACTERS = 1_000;

let detector: Promise<typeof eld> | undefined;

/** Loaded when the first text asks: its tables cost a cold start more than all of the router. */
async function load(): Promise<typeof eld> {
  const loaded = await import('eld/extrasmall');
  // Addresses, links and numbers are of no language.
  loaded.eld.enableTextCleanup(true);
  return loaded.eld;
}

/**
 * The language a text is written in (ISO 639-1), or undefined when that cannot be told: too short, no words, or
 * two languages as likely.
 */
export async function languageOf(text: string): Promise<string | undefined> {
  detector ??= load();
  const found = (await detector).detect(text.slice(0, MAX_CHARACTERS));
  return found.isReliable() ? found.language : undefined;
}
