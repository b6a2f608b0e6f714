import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call, Verdict } from '../../../../infra/local/aws/call.ts';
import { bodies, makeQueue } from '../engines/engine-fixture.ts';
import { makeTable } from '../engines/table-fixture.ts';
import { type AwsFixture, type Clients, openAws, refusalOf, roleName } from './aws-fixture.ts';

let aws: AwsFixture;
let operator: Clients;
let role: Clients;
beforeAll(async () => {
  aws = await openAws();
  operator = aws.as('OPERATOR');
  role = aws.as('ROLE');
  aws.grant({ Effect: 'Allow', Action: '*', Resource: '*' });
  await makeTable(operator.dynamodb, 'journey');
  await operator.s3.send(new CreateBucketCommand({ Bucket: 'vault' }));
});
afterAll(() => aws.close());
beforeEach(() => {
  aws.kills.count = 0;
});
afterEach(() => aws.endpoint.setOnCall(undefined));

const itemOf = (pk: string) => ({ pk: { S: pk }, sk: { S: '-' } });
const put = (pk: string) =>
  role.dynamodb.send(new PutItemCommand({ TableName: 'journey', Item: itemOf(pk) }));
const isThere = async (pk: string) => {
  const get = new GetItemCommand({ TableName: 'journey', Key: itemOf(pk) });
  return (await operator.dynamodb.send(get)).Item !== undefined;
};

/** Lets the role, and it alone, meet this. */
function meet(verdict: Verdict): void {
  aws.endpoint.setOnCall((call) => (call.principal === roleName ? verdict : undefined));
}

describe('the hook', () => {
  it('sees each permitted call as the endpoint understood it', async () => {
    const calls: Call[] = [];
    aws.endpoint.setOnCall((call) => void calls.push(call));
    await put('seen');
    await put('seen again');
    const resource = 'arn:aws:dynamodb:eu-west-1:000000000000:table/journey';
    expect(calls[0]).toMatchObject({
      principal: roleName,
      service: 'dynamodb',
      action: 'PutItem',
      resources: [resource],
      permissions: [{ action: 'dynamodb:PutItem', resource }],
      body: { TableName: 'journey', Item: itemOf('seen') },
    });
    expect(calls.map(({ sequence }) => sequence - (calls[0]?.sequence ?? 0))).toEqual([0, 1]);
  });

  it('may take its time', async () => {
    aws.endpoint.setOnCall(async () => await new Promise((resolve) => setTimeout(resolve, 50, undefined)));
    await put('late');
    expect(await isThere('late')).toBe(true);
  });
});

describe('kill', () => {
  it('before: the caller ends and the engine has seen nothing', async () => {
    meet({ kind: 'kill', when: 'before' });
    await expect(put('killed before')).rejects.toThrow();
    expect(aws.kills.count).toBe(1);
    expect(await isThere('killed before')).toBe(false);
  });

  it('after: the caller ends and the engine has applied the call', async () => {
    meet({ kind: 'kill', when: 'after' });
    await expect(put('killed after')).rejects.toThrow();
    expect(aws.kills.count).toBe(1);
    expect(await isThere('killed after')).toBe(true);
  });

  it('after a streamed upload too', async () => {
    meet({ kind: 'kill', when: 'after' });
    const upload = new PutObjectCommand({ Bucket: 'vault', Key: 'k', Body: Buffer.alloc(3_000_000, 'x') });
    await expect(role.s3.send(upload)).rejects.toThrow();
    const { ContentLength } = await operator.s3.send(new HeadObjectCommand({ Bucket: 'vault', Key: 'k' }));
    expect(ContentLength).toBe(3_000_000);
  });
});

describe('a lost answer', () => {
  it('leaves the call applied and the caller alive', async () => {
    meet({ kind: 'lostAnswer' });
    await expect(put('lost')).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(aws.kills.count).toBe(0);
    expect(await isThere('lost')).toBe(true);
  });
});

describe('an error', () => {
  it('comes back in the form of the service, and the engine has seen nothing', async () => {
    const error = {
      kind: 'error',
      status: 400,
      code: 'ThrottlingException',
      message: 'Rate exceeded',
    } as const;
    meet(error);
    const expected = { name: 'ThrottlingException', status: 400, message: 'Rate exceeded' };
    expect(await refusalOf(put('throttled'))).toEqual(expected);
    expect(await isThere('throttled')).toBe(false);
    const message = new SendMessageCommand({ QueueUrl: aws.endpoint.queueUrl('any'), MessageBody: 'x' });
    meet({ ...error, status: 503, code: 'ServiceUnavailable' });
    expect(await refusalOf(role.sqs.send(message))).toMatchObject({
      name: 'ServiceUnavailable',
      status: 503,
    });
    const object = new GetObjectCommand({ Bucket: 'vault', Key: 'k' });
    meet({ ...error, status: 503, code: 'SlowDown' });
    expect(await refusalOf(role.s3.send(object))).toMatchObject({ name: 'SlowDown', status: 503 });
  });

  it('cancels a transaction with reasons', async () => {
    meet({
      kind: 'error',
      status: 400,
      code: 'TransactionCanceledException',
      message: 'Transaction cancelled',
      cancellationReasons: ['None', 'TransactionConflict'],
    });
    const TransactItems = ['a', 'b'].map((pk) => ({ Put: { TableName: 'journey', Item: itemOf(pk) } }));
    const transaction = role.dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
    await expect(transaction).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    });
    expect(await isThere('a')).toBe(false);
  });
});

describe('refused entries of a batch', () => {
  it('come back as failed while the others are sent', async () => {
    const queue = await makeQueue(operator.sqs);
    const QueueUrl = queue.QueueUrl ?? '';
    const Entries = ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id }));
    meet({ kind: 'refuseEntries', indexes: [0, 2] });
    const answer = await role.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['b']);
    expect(answer.Failed).toMatchObject([
      { Id: 'a', SenderFault: false, Code: 'InternalError' },
      { Id: 'c', SenderFault: false, Code: 'InternalError' },
    ]);
    expect(bodies(await queue.receive())).toEqual(['b']);
  });

  it('may be all of them', async () => {
    const queue = await makeQueue(operator.sqs);
    const QueueUrl = queue.QueueUrl ?? '';
    meet({ kind: 'refuseEntries', indexes: [0] });
    const Entries = [{ Id: 'a', MessageBody: 'a' }];
    const answer = await role.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(answer).toMatchObject({ Successful: [], Failed: [{ Id: 'a' }] });
    expect(await queue.receive()).toEqual([]);
  });
});

describe('a caller that goes away while SQS waits', () => {
  it('takes no message with it', async () => {
    const queue = await makeQueue(operator.sqs);
    const gone = new AbortController();
    const poll = new ReceiveMessageCommand({ QueueUrl: queue.QueueUrl, WaitTimeSeconds: 20 });
    const abandoned = role.sqs.send(poll, { abortSignal: gone.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    gone.abort();
    await expect(abandoned).rejects.toThrow(/abort/i);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await queue.send('still here');
    await expect.poll(async () => bodies(await queue.receive())).toEqual(['still here']);
  });
});
