import { randomBytes } from 'node:crypto';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { tokenDigest } from '../functions/api/bearer-token.ts';
import { brandSchema } from '../functions/interaction/brand.ts';
import { putApiToken } from '../functions/store/api-tokens.ts';
import type { Running } from './local/running.ts';

/** Calls DynamoDB of the account that the environment names, or of a stack that runs on this machine. */
export function tableClient(
  running?: Pick<Running, 'awsEndpoint' | 'region' | 'credentials'>,
): DynamoDBClient {
  if (running === undefined) return new DynamoDBClient();
  const { awsEndpoint, region, credentials } = running;
  return new DynamoDBClient({ endpoint: awsEndpoint, region, credentials });
}

export interface NewToken {
  client: DynamoDBClient;
  tableName: string;
  /** The one brand that the token opens. */
  brand: string;
  /** Who uses it: for people who read the table. */
  name: string;
}

/**
 * The journey table of a deployed stack: the one whose name begins as CloudFormation names it.
 * Throws an Error that says what to do when there is none, or more than one.
 */
export async function findJourneyTable(client: DynamoDBClient, stackName: string): Promise<string> {
  const found: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    found.push(...TableNames.filter((name) => name.startsWith(`${stackName}-`)));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const what = only === undefined ? 'no table' : `${found.length} tables`;
  throw new Error(
    `The stack ${stackName} has ${what} in this account and region. ` +
      'Say which with --table <the output JourneyTableName>, or name the stack with --stack.',
  );
}

/** Makes a token for a brand and stores its digest. Resolves to the token, which can never be read again. */
export async function createToken({ client, tableName, brand, name }: NewToken): Promise<string> {
  if (!brandSchema.safeParse(brand).success)
    throw new Error(`"${brand}" is not a brand: lower-case letters, digits and dashes, at most 32.`);
  const token = `tl_${randomBytes(32).toString('base64url')}`;
  const createdAt = new Date().toISOString();
  await putApiToken({ client, tableName }, tokenDigest(token), { brand, name, createdAt });
  return token;
}
