import * as z from 'zod';
import { json } from './json.ts';
import type { TemplateReader } from './template-reader.ts';

export type Secret = {
  logicalId: string;
  name: string;
  arn: string;
  /** The value the template gives; undefined when it gives none or asks AWS to make one up. */
  value: string | undefined;
};

const properties = z.object({ SecretString: z.string().optional(), GenerateSecretString: json.optional() });

export function readSecrets(reader: TemplateReader): Secret[] {
  return reader.resources('AWS::SecretsManager::Secret', properties).map(({ logicalId, id, properties }) => ({
    logicalId,
    name: id.name,
    arn: id.ref,
    value: properties.SecretString,
  }));
}
