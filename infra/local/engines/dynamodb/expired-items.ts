import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { callDynamodb, DynamodbRefusal } from './dynamodb-call.ts';
import type { DynoxideFile } from './dynoxide-file.ts';

export type ExpirySweeper = { sweep(): Promise<number>; stop(): Promise<void> };

const everyMs = 20_000;
const fiveYearsSeconds = 5 * 365 * 24 * 3600;
const item = z.record(z.string(), z.unknown());
const page = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });
const tables = z.object({ TableNames: z.array(z.string()), LastEvaluatedTableName: z.string().optional() });
const table = z.object({
  Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })) }),
});
const timeToLive = z.object({
  TimeToLiveDescription: z.object({ TimeToLiveStatus: z.string(), AttributeName: z.string().optional() }),
});

/**
 * Deletes expired items, which the engine never does. AWS takes up to days for it; here it is seconds, and at once
 * when the clock moves. Items more than five years past their time stay, as on AWS.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function sweepExpiredItems(url: string, clock: Clock, file: DynoxideFile | undefined): ExpirySweeper {
  let running: Promise<number> = Promise.resolve(0);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const sweep = () => {
    running = running.catch(() => 0).then(() => sweepAll(url, clock, file));
    return running;
  };
  const sweepAndWait = async () => {
    clearTimeout(timer);
    const start = performance.now();
    await sweep().catch((error: unknown) => stopped || console.error('The TTL sweep failed:', error));
    if (stopped) return;
    clearTimeout(timer);
    // A sweep reads whole tables: however large they are, it takes 2 % of the time at most.
    timer = setTimeout(sweepAndWait, Math.max(everyMs, 50 * (performance.now() - start))).unref();
  };
  timer = setTimeout(sweepAndWait, everyMs).unref();
  clock.onChange(() => stopped || void sweepAndWait());
  return {
    sweep,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running.catch(() => 0);
    },
  };
}

async function sweepAll(url: string, clock: Clock, file: DynoxideFile | undefined): Promise<number> {
  let deleted = 0;
  for (const tableName of await allTables(url)) {
    const { TimeToLiveDescription } = await callDynamodb(
      url,
      'DescribeTimeToLive',
      { TableName: tableName },
      timeToLive,
    );
    const { TimeToLiveStatus, AttributeName } = TimeToLiveDescription;
    if (TimeToLiveStatus !== 'ENABLED' || AttributeName === undefined) continue;
    deleted += await sweepTable({ url, tableName, attribute: AttributeName, clock, file });
  }
  return deleted;
}

async function allTables(url: string): Promise<string[]> {
  const names: string[] = [];
  let from: string | undefined;
  do {
    const answer = await callDynamodb(url, 'ListTables', { ExclusiveStartTableName: from }, tables);
    names.push(...answer.TableNames);
    from = answer.LastEvaluatedTableName;
  } while (from !== undefined);
  return names;
}

type Sweep = {
  url: string;
  tableName: string;
  attribute: string;
  clock: Clock;
  file: DynoxideFile | undefined;
};

async function sweepTable(sweep: Sweep): Promise<number> {
  const { url, tableName } = sweep;
  const { Table } = await callDynamodb(url, 'DescribeTable', { TableName: tableName }, table);
  const keyNames = Table.KeySchema.map((key) => key.AttributeName);
  const condition = expiredCondition(sweep);
  let deleted = 0;
  let from: z.infer<typeof item> | undefined;
  do {
    const scan = { TableName: tableName, FilterExpression: condition.expression, ExclusiveStartKey: from };
    const { Items, LastEvaluatedKey } = await callDynamodb(
      url,
      'Scan',
      { ...scan, ...condition.values },
      page,
    );
    for (const expired of Items) {
      const key = Object.fromEntries(keyNames.map((name) => [name, expired[name]]));
      if (await deleteExpired(sweep, key, condition)) deleted += 1;
    }
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return deleted;
}

type Condition = { expression: string; values: object };

function expiredCondition({ attribute, clock }: Sweep): Condition {
  const now = Math.floor(clock.now() / 1000);
  return {
    expression: '#ttl < :now AND #ttl > :tooOld',
    values: {
      ExpressionAttributeNames: { '#ttl': attribute },
      ExpressionAttributeValues: {
        ':now': { N: String(now) },
        ':tooOld': { N: String(now - fiveYearsSeconds) },
      },
    },
  };
}

/** The condition holds again at the delete: the item may have been given more time since the scan. */
async function deleteExpired(
  sweep: Sweep,
  key: Record<string, unknown>,
  condition: Condition,
): Promise<boolean> {
  const { url, tableName, file } = sweep;
  const input = { TableName: tableName, Key: key, ConditionExpression: condition.expression };
  file?.markExpired(tableName, key);
  try {
    await callDynamodb(url, 'DeleteItem', { ...input, ...condition.values }, z.object({}));
    return true;
  } catch (error) {
    if (error instanceof DynamodbRefusal && error.code === 'ConditionalCheckFailedException') return false;
    throw error;
  } finally {
    file?.unmarkExpired(tableName, key);
  }
}
