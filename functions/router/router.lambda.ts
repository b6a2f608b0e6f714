import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handoffKey } from '../secrets/handoff-key.ts';
import { readEnvironment } from '../secrets/settings.ts';
import { settingsReader } from '../store/brand-settings.ts';
import { routerEnvironment } from './environment.ts';
import { routeBatch } from './route-batch.ts';
import type { Router } from './router.ts';

/** A call that hangs must not take the other records of the batch with it. */
const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_500, throwOnRequestTimeout: true },
};

function buildRouter(): Router {
  const environment = readEnvironment(routerEnvironment, process.env);
  const clock = () => Date.now();
  const table = { client: new DynamoDBClient(clientSettings), tableName: environment.JOURNEY_TABLE };
  return {
    table,
    settings: settingsReader(table, clock),
    queue: new SQSClient(clientSettings),
    queueUrl: environment.ROUTING_QUEUE_URL,
    deadLettersUrl: environment.ROUTING_DLQ_URL,
    handoffKey: handoffKey(environment.HANDOFF_SECRET_ARN, clientSettings.requestHandler),
    windowHours: environment.CONVERSATION_WINDOW_HOURS,
    retryBaseSeconds: environment.RETRY_BASE_SECONDS,
    clock,
  };
}

const router = buildRouter();

export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event, context) =>
  routeBatch(router, event, context),
);
