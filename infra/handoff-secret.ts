import type { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface HandoffSecretProps {
  stackName: string;
  removal: RemovalPolicy;
}

/**
 * The key that seals the tokens and codes of handoffs: AWS makes it up when the stack is deployed, and nobody needs
 * to know it. Returns the ARN.
 */
export function handoffSecret(scope: Construct, id: string, props: HandoffSecretProps): string {
  const secret = new CfnSecret(scope, id, {
    name: `${props.stackName}/handoffs`,
    description: 'Seals the tokens and codes of handoffs. Made by the stack; nobody needs to fill it.',
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'key',
      passwordLength: 64,
      excludePunctuation: true,
    },
  });
  secret.applyRemovalPolicy(props.removal);
  acknowledge(
    secret,
    'AwsSolutions-SMG4',
    'A rotation would end every open handoff; they live for ten minutes and are stored as hashes alone.',
  );
  return secret.ref;
}
