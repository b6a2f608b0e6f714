import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tokenDigest } from '../../functions/api/bearer-token.ts';
import { putApiToken } from '../../functions/store/api-tokens.ts';
import type { LocalStack } from './local-stack.ts';

/** The API token that every local stack takes, and no deployed one. */
export const LOCAL_API_TOKEN = 'local-development';

/** Puts into a local stack what a newcomer needs: the API token of the brand `demo`. */
export async function seed({ awsEndpoint, credentials, clock, model }: LocalStack): Promise<void> {
  const tableName = model.outputs.JourneyTableName;
  if (tableName === undefined) throw new Error('The stack has no output JourneyTableName to seed.');
  const client = new DynamoDBClient({ endpoint: awsEndpoint.url, region: model.region, credentials });
  await putApiToken({ client, tableName }, tokenDigest(LOCAL_API_TOKEN), {
    brand: 'demo',
    name: LOCAL_API_TOKEN,
    createdAt: new Date(clock.now()).toISOString(),
  });
  client.destroy();
}
