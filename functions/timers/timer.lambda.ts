import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { ScheduledEvent } from 'aws-lambda';
import { readEnvironment } from '../secrets/settings.ts';
import { settingsReader } from '../store/brand-settings.ts';
import { timerEnvironment } from './environment.ts';
import { keepTime } from './keep-time.ts';
import type { Timer } from './timer.ts';

const requestHandler = { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true };
const clock = () => Date.now();

function buildTimer(): Timer {
  const { JOURNEY_TABLE: tableName } = readEnvironment(timerEnvironment, process.env);
  const table = { client: new DynamoDBClient({ requestHandler }), tableName };
  return { table, settings: settingsReader(table, clock), clock };
}

const timer = buildTimer();

export const handler = middy<ScheduledEvent, void>().handler((_event, context) =>
  keepTime(timer, () => context.getRemainingTimeInMillis()),
);
