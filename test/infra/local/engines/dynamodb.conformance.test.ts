import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Fixture, openEngines, removeFolder } from './engine-fixture.ts';
import { makeTable } from './table-fixture.ts';

const yearMs = 365 * 24 * 3600 * 1000;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openEngines();
});
afterAll(async () => {
  await fixture.close();
  removeFolder(fixture.folder);
});

const seconds = (fromNowMs: number) => String(Math.floor((fixture.clock.now() + fromNowMs) / 1000));

async function put(TableName: string, pk: string, expires?: { N: string } | { S: string }): Promise<void> {
  const Item = { pk: { S: pk }, sk: { S: 'é "quoted"' }, ...(expires === undefined ? {} : { expires }) };
  await fixture.dynamodb.send(new PutItemCommand({ TableName, Item }));
}

async function keysIn(TableName: string): Promise<string[]> {
  const { Items } = await fixture.dynamodb.send(new ScanCommand({ TableName }));
  return (Items ?? []).map((item) => item.pk?.S ?? '').toSorted();
}

const records = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      userIdentity: z.object({ type: z.string(), principalId: z.string() }).optional(),
      dynamodb: z.object({ ApproximateCreationDateTime: z.number() }),
    }),
  ),
});

async function streamOf(StreamArn: string): Promise<z.infer<typeof records>['Records']> {
  const { ShardIterator } = z.object({ ShardIterator: z.string() }).parse(
    await callStreams('GetShardIterator', {
      StreamArn,
      ShardId: `shardId-00000001-${StreamArn.split('/')[1]}`,
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  return records.parse(await callStreams('GetRecords', { ShardIterator })).Records;
}

async function callStreams(action: string, input: object): Promise<unknown> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDBStreams_20120810.${action}`,
    'x-amz-date': '20260101T000000Z',
    authorization,
  };
  const body = JSON.stringify(input);
  return await (await fetch(fixture.engines.dynamodb, { method: 'POST', headers, body })).json();
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
describe('time to live', () => {
  it('deletes what has expired, and nothing else', async () => {
    await makeTable(fixture.dynamodb, 'ttl');
    await put('ttl', 'expired', { N: seconds(-1000) });
    await put('ttl', 'not yet', { N: seconds(60_000) });
    await put('ttl', 'never');
    await put('ttl', 'not a number', { S: seconds(-1000) });
    await put('ttl', 'more than five years ago', { N: seconds(-6 * yearMs) });
    expect(await fixture.engines.sweepExpiredItems()).toBe(1);
    expect(await keysIn('ttl')).toEqual(['more than five years ago', 'never', 'not a number', 'not yet']);
  });

  it('follows the clock without being asked', async () => {
    await makeTable(fixture.dynamodb, 'follows');
    await put('follows', 'in a month', { N: seconds(yearMs / 12) });
    fixture.clock.set(fixture.clock.offsetMs + yearMs);
    await expect.poll(() => keysIn('follows')).toEqual([]);
  });

  it('deletes more than a page of items', async () => {
    await makeTable(fixture.dynamodb, 'pages');
    const expires = { N: seconds(-1000) };
    const large = { S: 'x'.repeat(300_000) };
    for (let index = 0; index < 8; index += 1) {
      const Item = { pk: { S: String(index) }, sk: { S: '-' }, expires, large };
      await fixture.dynamodb.send(new PutItemCommand({ TableName: 'pages', Item }));
    }
    expect(await fixture.engines.sweepExpiredItems()).toBe(8);
    expect(await keysIn('pages')).toEqual([]);
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
describe('streams', () => {
  it('tell an expiry from a deletion, and when it was', async () => {
    const stream = await makeTable(fixture.dynamodb, 'told');
    await put('told', 'expired', { N: seconds(-1000) });
    await fixture.engines.sweepExpiredItems();
    const [inserted, removed] = await streamOf(stream);
    expect(inserted?.userIdentity).toBeUndefined();
    expect(removed?.userIdentity).toEqual({ type: 'Service', principalId: 'dynamodb.amazonaws.com' });
    const stamp = (removed?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000;
    expect(Math.abs(stamp - fixture.clock.now())).toBeLessThan(5000);
  });

  it('are read through an index, however many records there are', () => {
    const file = new DatabaseSync(join(fixture.folder, 'dynamodb.db'), { readOnly: true });
    const read =
      "SELECT * FROM _stream_records WHERE table_name = 't' AND CAST(sequence_number AS INTEGER) > 5 ORDER BY CAST(sequence_number AS INTEGER)";
    const plan = file.prepare(`EXPLAIN QUERY PLAN ${read}`).all();
    file.close();
    expect(JSON.stringify(plan)).toContain('USING INDEX _local_stream_seq');
  });
});
