import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretName } from './secret-name.ts';
import { parseJson, providerOf, rotated, settingsText } from './secret-settings.ts';

export interface SecretChange {
  client: SecretsManagerClient;
  stackName: string;
  provider: string;
  /** The settings as JSON; with `rotate` the new signing secrets alone. */
  input: string;
  rotate: boolean;
}

async function found<Answer>(answer: Promise<Answer>, missing: string): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw new Error(missing);
    throw error;
  }
}

async function rotatedSettings({ client, input }: SecretChange, name: string): Promise<unknown> {
  const empty = `${name} does not exist or has no value yet: fill it first, without --rotate.`;
  const { SecretString } = await found(client.send(new GetSecretValueCommand({ SecretId: name })), empty);
  return rotated(parseJson(SecretString ?? ''), parseJson(input));
}

/**
 * Checks settings by the provider's schema and writes them into its secret. Resolves to the secret's name.
 * Throws an Error that says what to do; no message carries a value.
 */
export async function changeSecret(change: SecretChange): Promise<string> {
  const { client, stackName, provider, input, rotate } = change;
  const { id } = providerOf(provider).manifest;
  const name = secretName(stackName, id);
  const settings = rotate ? await rotatedSettings(change, name) : parseJson(input);
  const put = new PutSecretValueCommand({ SecretId: name, SecretString: settingsText(id, settings) });
  const missing = `There is no secret ${name} in this account and region: deploy the stack, or say --stack <name>.`;
  await found(client.send(put), missing);
  return name;
}
