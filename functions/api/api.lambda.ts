import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { routingQueue } from '../queue/routing-queue.ts';
import { handoffKey } from '../secrets/handoff-key.ts';
import { readEnvironment } from '../secrets/settings.ts';
import { settingsReader } from '../store/brand-settings.ts';
import { answer } from './answer.ts';
import type { Api } from './api.ts';
import { tokenReader } from './bearer-token.ts';
import { apiEnvironment } from './environment.ts';
import { answerProblems } from './problems.ts';

/** A caller waits: a call that hangs must leave time for its second try. */
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };
const client = new DynamoDBClient({ requestHandler });
const sqs = new SQSClient({ requestHandler });

const now = () => Date.now();

function openApi(): Api {
  const environment = readEnvironment(apiEnvironment, process.env);
  const table = { client, tableName: environment.JOURNEY_TABLE };
  const queue = routingQueue(sqs, environment.ROUTING_QUEUE_URL, 'api');
  return {
    table,
    queue,
    tokens: tokenReader(table, now),
    settings: settingsReader(table, now),
    handoffKey: handoffKey(environment.HANDOFF_SECRET_ARN, requestHandler),
    now,
  };
}

let opened: Api | undefined;

export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(answerProblems())
  .handler((event) => {
    opened ??= openApi();
    return answer(event, opened);
  });
