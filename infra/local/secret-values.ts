import type { SecretDeclaration } from './aws/secret-store.ts';
import type { Secret } from './template/secrets.ts';

/**
 * Gives the template's secrets their local values: that of the secret's name, or of the part after a slash. A key
 * that fits no secret is for something that this template has not enabled.
 */
export function declareSecrets(
  secrets: readonly Secret[],
  values: Readonly<Record<string, unknown>>,
): SecretDeclaration[] {
  return secrets.map(({ arn, name, value }) => {
    const key = Object.keys(values).find((candidate) => name === candidate || name.endsWith(`/${candidate}`));
    const given = key === undefined ? value : asText(values[key]);
    return { arn, name, ...(given !== undefined && { value: given }) };
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
