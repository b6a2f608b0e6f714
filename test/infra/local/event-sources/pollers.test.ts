import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { callEngine } from '../../../../infra/local/clients/engine-call.ts';
import { createQueueClient, type QueueClient } from '../../../../infra/local/clients/queues.ts';
import { createStreamClient } from '../../../../infra/local/clients/table-streams.ts';
import { createClock } from '../../../../infra/local/engines/clock.ts';
import type { Engines } from '../../../../infra/local/engines/engines.ts';
import { startEngines } from '../../../../infra/local/engines/start-engines.ts';
import { startQueuePoller } from '../../../../infra/local/event-sources/queue-poller.ts';
import { startStreamPoller } from '../../../../infra/local/event-sources/stream-poller.ts';
import { openStreamPositions } from '../../../../infra/local/event-sources/stream-position.ts';
import type { InvocationResult } from '../../../../infra/local/lambda/invocation-result.ts';
import { deployQueues } from '../../../../infra/local/resources/queues.ts';
import { deployTables } from '../../../../infra/local/resources/tables.ts';
import type { QueueMapping, StreamMapping } from '../../../../infra/local/template/event-source-mappings.ts';

const region = 'eu-west-1';
const success: InvocationResult = { kind: 'success', payload: 'null' };
const failure: InvocationResult = { kind: 'error', payload: '{}', errorType: 'Error' };
const dataFolder = mkdtempSync(join(tmpdir(), 'pollers-'));
let engines: Engines;
let queues: QueueClient;
let count = 0;

beforeAll(async () => {
  engines = await startEngines({ dataFolder, clock: createClock(), region });
  queues = createQueueClient({ url: engines.messaging, region });
});

afterAll(async () => {
  await engines?.stop();
  rmSync(dataFolder, { recursive: true });
});

const common = {
  logicalId: 'Mapping',
  functionArn: 'arn:fn',
  windowSeconds: 0,
  reportsFailures: false,
  filters: [],
};

describe('the poller of a queue', () => {
  async function createQueue() {
    count += 1;
    const name = `queue-${count}`;
    const arn = `arn:aws:sqs:${region}:000000000000:${name}`;
    const attributes = { VisibilityTimeout: '1' };
    const queue = {
      logicalId: name,
      name,
      arn,
      url: '',
      attributes,
      deadLetterArn: undefined,
      visibilityTimeoutSeconds: 1,
    };
    await deployQueues({ url: engines.messaging, region }, [queue], new Set());
    return arn;
  }

  /** Polls with a function that answers by its batch; the batches are the bodies it got. */
  function poll(
    sourceArn: string,
    changes: Partial<QueueMapping>,
    answer: (bodies: string[], attempt: number) => InvocationResult | Promise<InvocationResult>,
  ) {
    const batches: string[][] = [];
    const poller = startQueuePoller({
      mapping: {
        ...common,
        kind: 'queue',
        sourceArn,
        batchSize: 10,
        maximumConcurrency: undefined,
        ...changes,
      },
      region,
      queues,
      concurrency: 4,
      async invoke(payload) {
        const event: SQSEvent = JSON.parse(payload);
        batches.push(event.Records.map(({ body }) => body));
        return answer(batches.at(-1) ?? [], batches.length);
      },
    });
    onTestFinished(poller.stop);
    return batches;
  }

  const depth = async (arn: string) => {
    const found = (await engines.queues()).find(({ name }) => arn.endsWith(`:${name}`));
    return (found?.visible ?? 0) + (found?.inFlight ?? 0);
  };
  const isEmpty = (arn: string) => vi.waitFor(async () => expect(await depth(arn)).toBe(0), 8_000);

  test('waits for more inside the batching window, beyond ten', async () => {
    const arn = await createQueue();
    const batches = poll(arn, { batchSize: 25, windowSeconds: 2 }, () => success);
    const bodies = Array.from({ length: 25 }, (_, index) => String(index));
    for (const body of bodies) await queues.send(arn, { body });
    await isEmpty(arn);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeGreaterThan(10);
    expect(batches.flat().sort()).toEqual(bodies.sort());
  });

  test('runs no more batches at once than the mapping allows', async () => {
    const arn = await createQueue();
    for (let index = 0; index < 12; index += 1) await queues.send(arn, { body: String(index) });
    let running = 0;
    let most = 0;
    poll(arn, { batchSize: 1, maximumConcurrency: 2 }, async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(40);
      running -= 1;
      return success;
    });
    await isEmpty(arn);
    expect(most).toBe(2);
  });

  test('deletes what its filters keep from the function', async () => {
    const arn = await createQueue();
    const filters = [JSON.stringify({ body: { kind: ['note'] } })];
    const batches = poll(arn, { filters }, () => success);
    await queues.send(arn, { body: '{"kind":"note"}' });
    await queues.send(arn, { body: '{"kind":"call"}' });
    await queues.send(arn, { body: 'no JSON' });
    await isEmpty(arn);
    expect(batches.flat()).toEqual(['{"kind":"note"}']);
  });

  test('takes reported items back only when the mapping asks for reports', async () => {
    const failing: InvocationResult = {
      kind: 'success',
      payload: '{"batchItemFailures":[{"itemIdentifier":""}]}',
    };
    const [trusting, asking] = [await createQueue(), await createQueue()];
    const trusted = poll(trusting, {}, () => failing);
    const asked = poll(asking, { reportsFailures: true }, (_bodies, attempt) =>
      attempt === 1 ? failing : success,
    );
    await queues.send(trusting, { body: 'a' });
    await queues.send(asking, { body: 'b' });
    await isEmpty(trusting);
    await isEmpty(asking);
    expect(trusted).toEqual([['a']]);
    expect(asked).toEqual([['b'], ['b']]);
  });

  test('leaves a failed batch to the visibility time-out', async () => {
    const arn = await createQueue();
    const times: number[] = [];
    poll(arn, {}, () => {
      times.push(performance.now());
      return times.length === 1 ? failure : success;
    });
    await queues.send(arn, { body: 'a' });
    await isEmpty(arn);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(900);
  });

  test('cuts what is too large for one event', async () => {
    const arn = await createQueue();
    const body = 'x'.repeat(1_000_000);
    for (let index = 0; index < 8; index += 1) await queues.send(arn, { body });
    const batches = poll(arn, {}, () => success);
    await isEmpty(arn);
    expect(batches.flat()).toHaveLength(8);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(5);
  });
});

describe('the poller of a stream', () => {
  const dynamodb = () => ({ url: engines.dynamodb, region });

  async function createTable() {
    count += 1;
    const name = `table-${count}`;
    const arn = `arn:aws:dynamodb:${region}:000000000000:table/${name}`;
    const definition = {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    };
    const table = {
      logicalId: name,
      name,
      arn,
      streamArn: `${arn}/stream/local`,
      definition,
      timeToLiveAttribute: undefined,
    };
    await deployTables(dynamodb(), [table]);
    const put = async (...ids: string[]) => {
      for (const id of ids)
        await callEngine({
          ...dynamodb(),
          service: 'dynamodb',
          target: 'DynamoDB_20120810.PutItem',
          input: { TableName: name, Item: { pk: { S: id } } },
          answer: z.unknown(),
        });
    };
    return { name, put, positions: join(dataFolder, `${name}.json`) };
  }

  function poll(
    { name, positions }: { name: string; positions: string },
    changes: Partial<StreamMapping> = {},
    answer: (ids: string[], attempt: number) => InvocationResult = () => success,
  ) {
    const batches: string[][] = [];
    const sent: unknown[] = [];
    const source = startStreamPoller({
      mapping: {
        ...common,
        kind: 'stream',
        sourceArn: 'arn:stream',
        batchSize: 10,
        startingPosition: 'TRIM_HORIZON',
        bisectOnError: false,
        maximumRetries: -1,
        maximumAgeSeconds: -1,
        onFailureArn: undefined,
        ...changes,
      },
      tableName: name,
      region,
      streams: createStreamClient(dynamodb()),
      positions: openStreamPositions(positions),
      clock: engines.clock,
      async invoke(payload) {
        const event: DynamoDBStreamEvent = JSON.parse(payload);
        batches.push(event.Records.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S ?? ''));
        return answer(batches.at(-1) ?? [], batches.length);
      },
      async send(arn, { body }) {
        sent.push([arn, JSON.parse(body)]);
      },
    });
    onTestFinished(source.stop);
    return { ...source, batches, sent };
  }

  test('begins where the mapping says', async () => {
    const table = await createTable();
    await table.put('old');
    const whole = poll(table);
    const recent = poll({ ...table, positions: `${table.positions}.latest` }, { startingPosition: 'LATEST' });
    await Promise.all([whole.catchUp(), recent.catchUp()]);
    await table.put('new');
    await Promise.all([whole.catchUp(), recent.catchUp()]);
    expect(whole.batches.flat()).toEqual(['old', 'new']);
    expect(recent.batches.flat()).toEqual(['new']);
  });

  test('goes on where it stopped, also from LATEST before anything came', async () => {
    const table = await createTable();
    await table.put('before');
    const first = poll(table, { startingPosition: 'LATEST' });
    await first.catchUp();
    await first.stop();
    await table.put('meanwhile');
    const second = poll(table, { startingPosition: 'LATEST' });
    await second.catchUp();
    await second.stop();
    await table.put('later');
    const third = poll(table, { startingPosition: 'LATEST' });
    await third.catchUp();
    expect([first, second, third].map(({ batches }) => batches.flat())).toEqual([
      [],
      ['meanwhile'],
      ['later'],
    ]);
  });

  test('keeps to the batch size, the order and the filters', async () => {
    const table = await createTable();
    const filters = [JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: 'a' }] } } } })];
    await table.put('a1', 'b1', 'a2', 'a3', 'b2', 'a4', 'a5');
    const { batches, catchUp } = poll(table, { batchSize: 3, filters });
    await catchUp();
    expect(batches.flat()).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(3);
  });

  test('stands still behind a record that fails, and goes on when it works', async () => {
    const table = await createTable();
    await table.put('a', 'b');
    const { batches, catchUp } = poll(table, {}, (_ids, attempt) => (attempt < 3 ? failure : success));
    await catchUp();
    expect(batches).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  test('tells the destination what it gives up', async () => {
    const table = await createTable();
    await table.put('a', 'b');
    const { sent, catchUp, stop } = poll(
      table,
      { maximumRetries: 0, onFailureArn: 'arn:dead' },
      () => failure,
    );
    await catchUp();
    await stop();
    expect(sent).toMatchObject([
      ['arn:dead', { DDBStreamBatchInfo: { batchSize: 2, streamArn: 'arn:stream' } }],
    ]);
    await table.put('c');
    const next = poll(table);
    await next.catchUp();
    expect(next.batches.flat()).toEqual(['c']);
  });
});
