import type { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ProviderManifest } from '../functions/channels/channel-provider.ts';
import { acknowledge } from './acknowledge.ts';
import { output } from './output.ts';
import { pascalCase } from './provider-name.ts';
import { secretName } from './secret-name.ts';

export interface ProviderSecretProps {
  manifest: ProviderManifest;
  stackName: string;
  removal: RemovalPolicy;
}

/**
 * The provider's secret, empty: `npm run secrets -- <provider id>` fills it. Until then the provider's function
 * refuses everything. The L2 construct would generate a value, and a generated value is no provider's secret.
 * Returns the ARN.
 */
export function providerSecret(scope: Construct, id: string, props: ProviderSecretProps): string {
  const { manifest, stackName, removal } = props;
  const name = secretName(stackName, manifest.id);
  const secret = new CfnSecret(scope, id, {
    name,
    description: `${manifest.title}: signing secrets and accounts. Fill with: npm run secrets -- ${manifest.id}`,
  });
  secret.applyRemovalPolicy(removal);
  acknowledge(
    secret,
    'AwsSolutions-SMG4',
    'The provider issues the value; it is rotated with npm run secrets -- <id> --rotate, which keeps the one before.',
  );
  output(scope, `SecretName${pascalCase(manifest.id)}`, name, `Secret of ${manifest.title}`);
  return secret.ref;
}
