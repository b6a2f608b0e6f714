import { BatchGetItemCommand, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeQueue } from '../engines/engine-fixture.ts';
import { makeTable } from '../engines/table-fixture.ts';
import { type AwsFixture, type Clients, openAws, refusalOf, roleName } from './aws-fixture.ts';

let aws: AwsFixture;
let operator: Clients;
let role: Clients;
beforeAll(async () => {
  aws = await openAws();
  operator = aws.as('OPERATOR');
  role = aws.as('ROLE');
  await makeTable(operator.dynamodb, 'journey');
  await makeQueue(operator.sqs, {}, 'routing');
  await operator.s3.send(new CreateBucketCommand({ Bucket: 'vault' }));
  await operator.s3.send(new PutObjectCommand({ Bucket: 'vault', Key: 'there', Body: 'x' }));
});
afterAll(() => aws.close());
beforeEach(() => aws.grant());

const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/journey';
const queue = 'arn:aws:sqs:eu-west-1:000000000000:routing';
const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
const getItem = () => new GetItemCommand({ TableName: 'journey', Key });
const sendMessage = () =>
  new SendMessageCommand({ QueueUrl: aws.endpoint.queueUrl('routing'), MessageBody: 'x' });
const getObject = (key: string) => new GetObjectCommand({ Bucket: 'vault', Key: key });

function denied(action: string, resource: string): string {
  return `User: ${roleName} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

describe('what is not granted is refused in the words of the service', () => {
  it('DynamoDB', async () => {
    const message = denied('dynamodb:GetItem', table);
    const refusal = await refusalOf(role.dynamodb.send(getItem()));
    expect(refusal).toEqual({ name: 'AccessDeniedException', status: 400, message });
  });

  it('SQS', async () => {
    const message = denied('sqs:sendmessage', queue);
    expect(await refusalOf(role.sqs.send(sendMessage()))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message,
    });
  });

  it('Secrets Manager', async () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:filled-AbCdEf';
    const message = denied('secretsmanager:GetSecretValue', arn);
    const refusal = await refusalOf(role.secrets.send(new GetSecretValueCommand({ SecretId: 'filled' })));
    expect(refusal).toEqual({ name: 'AccessDeniedException', status: 400, message });
  });

  it('S3, also when the body is large', async () => {
    const put = new PutObjectCommand({ Bucket: 'vault', Key: 'large', Body: Buffer.alloc(5_000_000) });
    const message = denied('s3:PutObject', '"arn:aws:s3:::vault/large"');
    expect(await refusalOf(role.s3.send(put))).toEqual({ name: 'AccessDenied', status: 403, message });
  });

  it('SNS', async () => {
    const TopicArn = 'arn:aws:sns:eu-west-1:000000000000:topic';
    const answer = await signedPost('ROLE', 'sns', new URLSearchParams({ Action: 'Publish', TopicArn }));
    expect(answer.status).toBe(403);
    const body = await answer.text();
    expect(body).toContain('<Code>AuthorizationError</Code>');
    expect(body).toContain(denied('SNS:Publish', TopicArn));
  });
});

describe('what is granted passes', () => {
  it('the action on the resource, and no other', async () => {
    aws.grant({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table });
    expect((await role.dynamodb.send(getItem())).Item).toBeUndefined();
    const batch = new BatchGetItemCommand({ RequestItems: { journey: { Keys: [Key] } } });
    expect((await refusalOf(role.dynamodb.send(batch))).name).toBe('AccessDeniedException');
  });

  it('a transaction when each of its items is', async () => {
    const TransactItems = [
      { Put: { TableName: 'journey', Item: Key } },
      { Delete: { TableName: 'journey', Key: { pk: { S: 'c' }, sk: { S: 'd' } } } },
    ];
    aws.grant({ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table });
    const refusal = await refusalOf(role.dynamodb.send(new TransactWriteItemsCommand({ TransactItems })));
    expect(refusal.message).toBe(denied('dynamodb:DeleteItem', table));
    expect((await operator.dynamodb.send(getItem())).Item).toBeUndefined();
    aws.grant({ Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:DeleteItem'], Resource: table });
    await role.dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
    expect((await operator.dynamodb.send(getItem())).Item).toEqual(Key);
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
describe('an object that is missing', () => {
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::vault/*' } as const;
  const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::vault' } as const;

  it('looks forbidden to who may not list the bucket', async () => {
    aws.grant(read);
    expect(await (await role.s3.send(getObject('there'))).Body?.transformToString()).toBe('x');
    expect(await refusalOf(role.s3.send(getObject('missing')))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
    const head = new HeadObjectCommand({ Bucket: 'vault', Key: 'missing' });
    expect((await refusalOf(role.s3.send(head))).status).toBe(403);
  });

  it('is missing to who may', async () => {
    aws.grant(read, list);
    expect(await refusalOf(role.s3.send(getObject('missing')))).toMatchObject({
      name: 'NoSuchKey',
      status: 404,
    });
  });
});

describe('a caller', () => {
  it('nobody knows is refused by each service in its own way', async () => {
    const stranger = aws.as('STRANGER');
    const refusals = await Promise.all([
      refusalOf(stranger.dynamodb.send(getItem())),
      refusalOf(stranger.sqs.send(sendMessage())),
      refusalOf(stranger.s3.send(getObject('there'))),
      refusalOf(stranger.secrets.send(new GetSecretValueCommand({ SecretId: 'filled' }))),
    ]);
    expect(refusals.map(({ name, status }) => [name, status])).toEqual([
      ['UnrecognizedClientException', 400],
      ['InvalidClientTokenId', 403],
      ['InvalidAccessKeyId', 403],
      ['UnrecognizedClientException', 400],
    ]);
  });

  it('without a signature is refused', async () => {
    const answer = await fetch(`${aws.endpoint.url}/vault/there`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('MissingAuthenticationToken');
  });

  it('of a presigned URL is the one that signed it', async () => {
    const url = (accessKey: string) =>
      `${aws.endpoint.url}/vault/there?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${accessKey}%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Signature=0`;
    expect((await fetch(url('ROLE'))).status).toBe(403);
    expect(await (await fetch(url('OPERATOR'))).text()).toBe('x');
  });

  it('of a service that is not emulated is told so', async () => {
    const answer = await signedPost('OPERATOR', 'kms', '{}');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('The service kms is not served by the local AWS endpoint');
  });
});

describe('queue URLs', () => {
  it('lead back to the endpoint', async () => {
    const { QueueUrls } = await operator.sqs.send(new ListQueuesCommand({}));
    expect(QueueUrls).toEqual([aws.endpoint.queueUrl('routing')]);
    expect(aws.endpoint.queueUrl('routing')).toBe(`${aws.endpoint.url}/000000000000/routing`);
  });
});

function signedPost(accessKey: string, service: string, body: URLSearchParams | string) {
  const scope = `${accessKey}/20260101/eu-west-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  return fetch(aws.endpoint.url, { method: 'POST', headers: { authorization }, body });
}
