import { describe, expect, it } from 'vitest';
import { DynamodbCalls } from '../../../../infra/local/aws/dynamodb-calls.ts';
import { understandS3 } from '../../../../infra/local/aws/s3-calls.ts';
import { understandSns } from '../../../../infra/local/aws/sns-calls.ts';
import { understandSqs } from '../../../../infra/local/aws/sqs-calls.ts';

const account = { region: 'eu-west-1', accountId: '000000000000' };
const tables = 'arn:aws:dynamodb:eu-west-1:000000000000:table';
const json = (body: object) => Buffer.from(JSON.stringify(body));

function written(permissions: { action: string; resource: string }[]): string[] {
  return permissions.map(({ action, resource }) => `${action} ${resource}`);
}

describe('DynamoDB', () => {
  const calls = new DynamodbCalls(account);
  const permissionsOf = (action: string, body: object) =>
    written(calls.understand(`DynamoDB_20120810.${action}`, json(body)).permissions);

  it.each([
    ['GetItem', { TableName: 'a' }, [`dynamodb:GetItem ${tables}/a`]],
    ['Query', { TableName: 'a', IndexName: 'i' }, [`dynamodb:Query ${tables}/a/index/i`]],
    ['PutItem', { TableName: `${tables}/a` }, [`dynamodb:PutItem ${tables}/a`]],
    ['ListTables', {}, ['dynamodb:ListTables *']],
    [
      'BatchGetItem',
      { RequestItems: { a: {}, b: {} } },
      [`dynamodb:BatchGetItem ${tables}/a`, `dynamodb:BatchGetItem ${tables}/b`],
    ],
    [
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'a' } }, { Get: { TableName: 'a' } }] },
      [`dynamodb:GetItem ${tables}/a`],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'a' } },
          { Update: { TableName: 'a' } },
          { Delete: { TableName: 'b' } },
          { ConditionCheck: { TableName: 'b' } },
        ],
      },
      [
        `dynamodb:PutItem ${tables}/a`,
        `dynamodb:UpdateItem ${tables}/a`,
        `dynamodb:DeleteItem ${tables}/b`,
        `dynamodb:ConditionCheckItem ${tables}/b`,
      ],
    ],
  ])('%s %j', (action, body, expected) => {
    expect(permissionsOf(action, body)).toEqual(expected);
  });

  it('an iterator belongs to the stream it was asked for', () => {
    const StreamArn = `${tables}/a/stream/2026-01-01T00:00:00.000`;
    const iterator = Buffer.from(JSON.stringify({ table_name: 'a', position: 1 })).toString('base64');
    expect(() => permissionsOf('GetRecords', { ShardIterator: iterator })).toThrow(/expired/i);
    permissionsOf('GetShardIterator', { StreamArn, ShardId: 's' });
    expect(permissionsOf('GetRecords', { ShardIterator: iterator })).toEqual([
      `dynamodb:GetRecords ${StreamArn}`,
    ]);
  });

  it('refuses what it cannot judge', () => {
    expect(() => permissionsOf('ExecuteStatement', { Statement: 'SELECT' })).toThrow('PartiQL');
    expect(() => permissionsOf('PutItem', { TableName: 1 })).toThrow('wrong type');
    expect(() => calls.understand('DynamoDB_20120810.PutItem', Buffer.from('{'))).toThrow('not JSON');
  });
});

describe('S3', () => {
  it.each([
    ['GET', '/', 's3:ListAllMyBuckets *'],
    ['GET', '/b/a%20b/c?x-id=GetObject', 's3:GetObject arn:aws:s3:::b/a b/c'],
    ['HEAD', '/b/k', 's3:GetObject arn:aws:s3:::b/k'],
    ['PUT', '/b/k?x-id=PutObject', 's3:PutObject arn:aws:s3:::b/k'],
    ['PUT', '/b/k?partNumber=1&uploadId=u', 's3:PutObject arn:aws:s3:::b/k'],
    ['POST', '/b/k?uploads=', 's3:PutObject arn:aws:s3:::b/k'],
    ['DELETE', '/b/k?uploadId=u', 's3:AbortMultipartUpload arn:aws:s3:::b/k'],
    ['DELETE', '/b/k', 's3:DeleteObject arn:aws:s3:::b/k'],
    ['GET', '/b?list-type=2', 's3:ListBucket arn:aws:s3:::b'],
    ['GET', '/b/?list-type=2', 's3:ListBucket arn:aws:s3:::b'],
    ['HEAD', '/b', 's3:ListBucket arn:aws:s3:::b'],
    ['PUT', '/b', 's3:CreateBucket arn:aws:s3:::b'],
  ])('%s %s', (method, path, expected) => {
    expect(written(understandS3(method, path, {}).permissions)).toEqual([expected]);
  });

  it('a copy also reads its source', () => {
    const headers = { 'x-amz-copy-source': '/from/a%20b' };
    expect(written(understandS3('PUT', '/to/k', headers).permissions)).toEqual([
      's3:PutObject arn:aws:s3:::to/k',
      's3:GetObject arn:aws:s3:::from/a b',
    ]);
  });

  it('deletes of many objects need each', () => {
    const body = Buffer.from(
      '<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key></Object></Delete>',
    );
    expect(written(understandS3('POST', '/b?delete', {}, body).permissions)).toEqual([
      's3:DeleteObject arn:aws:s3:::b/a&b',
      's3:DeleteObject arn:aws:s3:::b/c',
    ]);
  });

  it.each(['/b/k?acl', '/b?policy', '/b/k?versionId=1'])('%s is not served', (path) => {
    expect(() => understandS3('GET', path, {})).toThrow('not served');
  });
});

describe('SQS and SNS', () => {
  it('a batch needs the permission of the single call', () => {
    const body = json({ QueueUrl: 'http://127.0.0.1:1/000000000000/routing.fifo' });
    expect(written(understandSqs(account, 'AmazonSQS.SendMessageBatch', body).permissions)).toEqual([
      'sqs:SendMessage arn:aws:sqs:eu-west-1:000000000000:routing.fifo',
    ]);
    const form = Buffer.from(new URLSearchParams({ Action: 'PublishBatch', TopicArn: 'arn:t' }).toString());
    expect(written(understandSns(account, form).permissions)).toEqual(['sns:Publish arn:t']);
  });

  it('what is outside the local account is not served', () => {
    const form = Buffer.from('Action=Publish&PhoneNumber=%2B14155550101&Message=x');
    expect(() => understandSns(account, form)).toThrow('not served');
    expect(() => understandSqs(account, 'undefined', Buffer.from('Action=SendMessage'))).toThrow(
      'query protocol',
    );
  });
});
