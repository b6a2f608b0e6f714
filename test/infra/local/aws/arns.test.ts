import { DescribeTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startAwsEndpoint } from '../../../../infra/local/aws/start-aws-endpoint.ts';
import { makeQueue, openEngines, removeFolder } from '../engines/engine-fixture.ts';
import { makeTable } from '../engines/table-fixture.ts';
import { type AwsFixture, type Clients, openAws } from './aws-fixture.ts';

let aws: AwsFixture;
let operator: Clients;
beforeAll(async () => {
  aws = await openAws();
  operator = aws.as('OPERATOR');
});
afterAll(() => aws.close());

async function streams(action: string, input: object): Promise<unknown> {
  const scope = 'OPERATOR/20260101/eu-west-1/dynamodb/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const target = { 'x-amz-target': `DynamoDBStreams_20120810.${action}`, 'x-amz-date': '20260101T000000Z' };
  const headers = { authorization, 'content-type': 'application/x-amz-json-1.0', ...target };
  const answer = await fetch(aws.endpoint.url, { method: 'POST', headers, body: JSON.stringify(input) });
  return await answer.json();
}

describe('ARNs', () => {
  it('of tables and streams are those of the account, in both directions', async () => {
    const stream = await makeTable(operator.dynamodb, 'journey');
    const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/journey';
    expect(stream).toContain(`${table}/stream/`);
    const { Table } = await operator.dynamodb.send(new DescribeTableCommand({ TableName: 'journey' }));
    expect(Table).toMatchObject({ TableArn: table, LatestStreamArn: stream });
    const described = z
      .object({
        StreamDescription: z.object({
          StreamArn: z.string(),
          Shards: z.array(z.object({ ShardId: z.string() })),
        }),
      })
      .parse(await streams('DescribeStream', { StreamArn: stream })).StreamDescription;
    expect(described.StreamArn).toBe(stream);
    const { ShardIterator } = z.object({ ShardIterator: z.string() }).parse(
      await streams('GetShardIterator', {
        StreamArn: stream,
        ShardId: described.Shards[0]?.ShardId,
        ShardIteratorType: 'LATEST',
      }),
    );
    await makeItem();
    expect(await streams('GetRecords', { ShardIterator })).toMatchObject({
      Records: [{ awsRegion: 'eu-west-1', eventName: 'INSERT', dynamodb: { NewImage: item } }],
    });
  });

  it('of queues are those of the account', async () => {
    await makeQueue(operator.sqs, {}, 'routing');
    const { QueueUrl } = await operator.sqs.send(new GetQueueUrlCommand({ QueueName: 'routing' }));
    expect(QueueUrl).toBe(aws.endpoint.queueUrl('routing'));
    const { Attributes } = await operator.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    expect(Attributes).toEqual({ QueueArn: 'arn:aws:sqs:eu-west-1:000000000000:routing' });
  });
});

// An item may hold an ARN, or what looks like the engine's region; both are its own.
const item = {
  pk: { S: 'arn:aws:dynamodb:dynoxide:000000000000:table/journey' },
  sk: { S: '"awsRegion":"dynoxide"' },
};

async function makeItem(): Promise<void> {
  await operator.dynamodb.send(new PutItemCommand({ TableName: 'journey', Item: item }));
  const { Item } = await operator.dynamodb.send(new GetItemCommand({ TableName: 'journey', Key: item }));
  expect(Item).toEqual(item);
}

describe('an account that the engines do not know', () => {
  it('is refused at the start', async () => {
    const fixture = await openEngines();
    const options = { engines: fixture.engines, secrets: aws.secrets, principals: { find: () => undefined } };
    const other = startAwsEndpoint({ ...options, region: 'eu-west-1', accountId: '123456789012' });
    await expect(other).rejects.toThrow('000000000000');
    await fixture.close();
    removeFolder(fixture.folder);
  });
});
