import {
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from '../errors.ts';

/** A secret in Secrets Manager, and the name under which `npm run secrets` fills it. */
export interface StoredSecret {
  client: SecretsManagerClient;
  arn: string;
  id: string;
  /** What to do when it is unusable; `npm run secrets` unless said. */
  remedy?: string;
}

function unusable(secret: StoredSecret, what: string): ConfigurationError {
  return new ConfigurationError(
    `The secret of ${secret.id} ${what}. ${secret.remedy ?? `Set it with: npm run secrets -- ${secret.id}`}`,
  );
}

async function secretText(secret: StoredSecret): Promise<string | undefined> {
  try {
    const answer = await secret.client.send(new GetSecretValueCommand({ SecretId: secret.arn }));
    return answer.SecretString;
  } catch (error) {
    // A secret that was never filled exists but has no current version, which is "not found" as well.
    if (error instanceof ResourceNotFoundException) throw unusable(secret, 'has no value yet');
    if (error instanceof InvalidRequestException) throw unusable(secret, 'is being deleted');
    throw error;
  }
}

/**
 * Reads the secret's JSON. Throws ConfigurationError when it is missing, empty or not JSON, never with a value
 * in it; what else AWS answers is thrown as it is.
 */
export async function readSecret(secret: StoredSecret): Promise<unknown> {
  const text = await secretText(secret);
  if (text === undefined || text.trim() === '') throw unusable(secret, 'is empty');
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the secret.
    throw unusable(secret, 'is not JSON');
  }
}
