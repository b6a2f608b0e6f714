import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The journey table as every function of this folder takes it. */
export interface JourneyTable {
  client: DynamoDBClient;
  tableName: string;
}
