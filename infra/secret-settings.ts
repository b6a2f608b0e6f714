import * as z from 'zod';
import { registry } from '../functions/channels/registry.ts';

const idList = () => registry.map(({ manifest }) => manifest.id).join(', ');
const signingList = z.array(z.string().min(1)).min(1);
const rotation = z.record(z.string(), signingList);

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the secret.
    throw new Error('The input is not JSON.');
  }
}

/** The provider of an id. Throws an Error that lists the ids there are. */
export function providerOf(id: string) {
  const provider = registry.find(({ manifest }) => manifest.id === id);
  if (provider === undefined) throw new Error(`There is no provider "${id}". There are: ${idList()}.`);
  return provider;
}

/** The text to store for checked settings. Throws an Error that names what is wrong, never a value. */
export function settingsText(id: string, settings: unknown): string {
  providerOf(id).configure(settings);
  const text = JSON.stringify(settings);
  if (text.includes('development-only-'))
    throw new Error('These are the development values of infra/local/secrets.json. Take the provider’s own.');
  return text;
}

/**
 * Puts new signing secrets in front of the stored ones and keeps the newest of those, so that deliveries signed
 * with either are accepted. `input` holds the lists to rotate alone, for example `{"authTokens": ["…"]}`.
 * The same rotation twice is one rotation. Throws an Error when a list is not one of the stored settings.
 */
export function rotated(stored: unknown, input: unknown): Record<string, unknown> {
  const settings = z.record(z.string(), z.unknown()).parse(stored);
  const lists = rotation.safeParse(input);
  if (!lists.success)
    throw new Error('--rotate takes lists of new signing secrets alone, such as {"authTokens": ["…"]}.');
  const changed = Object.entries(lists.data).map(([name, fresh]) => {
    const current = signingList.safeParse(settings[name]);
    if (!current.success) throw new Error(`The stored settings have no list "${name}" to rotate.`);
    const previous = current.data.filter((secret) => !fresh.includes(secret)).slice(0, 1);
    return [name, [...fresh, ...previous]];
  });
  if (changed.length === 0) throw new Error('There is nothing to rotate in the input.');
  return { ...settings, ...Object.fromEntries(changed) };
}
