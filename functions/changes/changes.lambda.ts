import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readEnvironment } from '../secrets/settings.ts';
import { changesEnvironment } from './environment.ts';
import type { Feed } from './feed.ts';
import { tellChanges } from './tell-changes.ts';

const requestHandler = { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true };

function buildFeed(): Feed {
  const { JOURNEY_TABLE: tableName } = readEnvironment(changesEnvironment, process.env);
  const table = { client: new DynamoDBClient({ maxAttempts: 3, requestHandler }), tableName };
  return { table, clock: () => Date.now() };
}

const feed = buildFeed();

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler((event, context) =>
  tellChanges(feed, event, context),
);
