import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** What is no provider's, as the key of handoffs, has no accounts. */
const secretSchema = z.looseObject({ accounts: z.record(z.string(), z.unknown()).default({}) });
const secretsSchema = z.record(z.string(), secretSchema);
export type DevelopmentSecrets = z.infer<typeof secretsSchema>;

/** Where to send, and the secrets to sign with. */
export interface SentAs {
  url: string;
  secrets: DevelopmentSecrets;
}

/** The committed development secrets: one entry per provider id, and the key of handoffs. */
export function developmentSecrets(): DevelopmentSecrets {
  return secretsSchema.parse(JSON.parse(readFileSync(new URL('../secrets.json', import.meta.url), 'utf8')));
}

/** Throws, naming the file to fill, when the provider has no development secret. */
export function settingsOf(
  { secrets }: Pick<SentAs, 'secrets'>,
  providerId: string,
): DevelopmentSecrets[string] {
  const settings = secrets[providerId];
  if (settings === undefined)
    throw new Error(`infra/local/secrets.json has no entry for ${providerId}: add one.`);
  return settings;
}

/** The first of our numbers, pages or mailboxes at a provider. */
export function firstAccount(as: Pick<SentAs, 'secrets'>, providerId: string): string {
  const [account] = Object.keys(settingsOf(as, providerId).accounts);
  if (account === undefined) throw new Error(`infra/local/secrets.json: ${providerId} has no account.`);
  return account;
}
