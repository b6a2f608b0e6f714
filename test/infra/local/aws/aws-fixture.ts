import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsEndpoint } from '../../../../infra/local/aws/aws-endpoint.ts';
import { evaluate, type Statement } from '../../../../infra/local/aws/iam-policy.ts';
import { createSecretStore, type SecretStore } from '../../../../infra/local/aws/secret-store.ts';
import { startAwsEndpoint } from '../../../../infra/local/aws/start-aws-endpoint.ts';
import type { Clock } from '../../../../infra/local/engines/clock.ts';
import { openEngines, region, removeFolder } from '../engines/engine-fixture.ts';

export const accountId = '000000000000';
const everything: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

export type AwsFixture = {
  endpoint: AwsEndpoint;
  clock: Clock;
  secrets: SecretStore;
  /** How often the process of the role was ended. */
  kills: { count: number };
  /** Clients that sign as this access key. */
  as(accessKeyId: string): Clients;
  /** Gives the access key `ROLE` these statements and nothing else. */
  grant(...statements: Statement[]): void;
  close(): Promise<void>;
};
export type Clients = {
  dynamodb: DynamoDBClient;
  sqs: SQSClient;
  s3: S3Client;
  secrets: SecretsManagerClient;
};

export const roleName = `arn:aws:sts::${accountId}:assumed-role/Role/function`;

const secretArn = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;

/** The endpoint before running engines, with an operator (`OPERATOR`) and a role (`ROLE`). */
export async function openAws(): Promise<AwsFixture> {
  const { engines, clock, folder, close } = await openEngines();
  const kills = { count: 0 };
  let granted: Statement[] = [];
  const role = {
    name: roleName,
    allows: (action: string, resource: string) => evaluate(granted, action, resource).allowed,
    kill() {
      kills.count += 1;
    },
  };
  const operator = {
    name: 'operator',
    allows: (action: string, resource: string) => evaluate(everything, action, resource).allowed,
  };
  const principals = { find: (id: string) => ({ ROLE: role, OPERATOR: operator })[id] };
  const secrets = createSecretStore([
    { arn: secretArn('filled-AbCdEf'), name: 'filled', value: 'first' },
    { arn: secretArn('empty-AbCdEf'), name: 'empty' },
  ]);
  const endpoint = await startAwsEndpoint({ engines, secrets, principals, region, accountId });
  const opened: { destroy(): void }[] = [];
  return {
    endpoint,
    clock,
    secrets,
    kills,
    as(accessKeyId) {
      const credentials = { accessKeyId, secretAccessKey: 'secret' };
      const client = { endpoint: endpoint.url, region, credentials, maxAttempts: 1 };
      const clients = {
        dynamodb: new DynamoDBClient(client),
        sqs: new SQSClient(client),
        s3: new S3Client(client),
        secrets: new SecretsManagerClient(client),
      };
      opened.push(...Object.values(clients));
      return clients;
    },
    grant(...statements) {
      granted = statements;
    },
    async close() {
      for (const client of opened) client.destroy();
      await endpoint.stop();
      await close();
      removeFolder(folder);
    },
  };
}

/** What a call was refused with. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ name: string; status: number; message: string }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error) || !('$metadata' in error)) throw error;
    const metadata = error.$metadata;
    const status = typeof metadata === 'object' && metadata && 'httpStatusCode' in metadata;
    return { name: error.name, message: error.message, status: status ? Number(metadata.httpStatusCode) : 0 };
  }
  throw new Error('The call was not refused');
}
