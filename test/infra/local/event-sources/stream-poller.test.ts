import { join } from 'node:path';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { callEngine } from '../../../../infra/local/clients/engine-call.ts';
import { createStreamClient } from '../../../../infra/local/clients/table-streams.ts';
import { startStreamPoller } from '../../../../infra/local/event-sources/stream-poller.ts';
import { openStreamPositions } from '../../../../infra/local/event-sources/stream-position.ts';
import type { InvocationResult } from '../../../../infra/local/lambda/invocation-result.ts';
import { deployTables } from '../../../../infra/local/resources/tables.ts';
import type { StreamMapping } from '../../../../infra/local/template/event-source-mappings.ts';
import { commonMapping, engineSuite, failure, region, success } from './engine-suite.ts';

const suite = engineSuite();

describe('the poller of a stream', () => {
  const dynamodb = () => ({ url: suite.engines.dynamodb, region });

  async function createTable() {
    const name = suite.newName('table');
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
    return { name, put, positions: join(suite.dataFolder, `${name}.json`) };
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
        ...commonMapping,
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
      clock: suite.engines.clock,
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
    await table.put('a1', 'b1', 'a2', 'a3', 'b2', 'a4', 'a5', 'b3', 'b4', 'b5');
    const { batches, catchUp, stop } = poll(table, { batchSize: 3, filters });
    await catchUp();
    expect(batches.flat()).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(3);
    await stop();
    const unfiltered = poll(table);
    await unfiltered.catchUp();
    expect(unfiltered.batches).toEqual([]);
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
