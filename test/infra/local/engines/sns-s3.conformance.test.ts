import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { SNSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodies, type Fixture, makeQueue, openEngines, region, removeFolder } from './engine-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openEngines();
  await fixture.s3.send(new CreateBucketCommand({ Bucket: 'vault' }));
});
afterAll(async () => {
  await fixture.close();
  removeFolder(fixture.folder);
});

async function sns(Action: string, parameters: Record<string, string>): Promise<string> {
  const scope = `test/20260101/${region}/sns/aws4_request`;
  const answer = await fetch(fixture.engines.messaging, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    body: new URLSearchParams({ Action, ...parameters }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function makeTopic(Name: string): Promise<string> {
  return /<TopicArn>(.*)<\/TopicArn>/.exec(await sns('CreateTopic', { Name }))?.[1] ?? '';
}

const functionArn = `arn:aws:lambda:${region}:000000000000:function:receiver`;

// https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
describe('a Lambda subscription of SNS', () => {
  it('delivers each message once, as Lambda knows it, beside the queues', async () => {
    const TopicArn = await makeTopic('both');
    const queue = await makeQueue(fixture.sqs);
    await sns('Subscribe', { TopicArn, Protocol: 'lambda', Endpoint: functionArn });
    await sns('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queue.arn });
    const delivered: [string, SNSEvent][] = [];
    await sns('Publish', {
      TopicArn,
      Message: 'before anybody listens',
      Subject: 'Hello',
      'MessageAttributes.entry.1.Name': 'kind',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'mail',
    });
    fixture.engines.onLambdaDelivery((...delivery) => void delivered.push(delivery));
    await expect.poll(() => delivered.length).toBe(1);
    expect(delivered[0]?.[0]).toBe(functionArn);
    expect(delivered[0]?.[1].Records).toMatchObject([
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: expect.stringContaining(`${TopicArn}:`),
        Sns: {
          Type: 'Notification',
          TopicArn,
          Subject: 'Hello',
          Message: 'before anybody listens',
          MessageAttributes: { kind: { Type: 'String', Value: 'mail' } },
        },
      },
    ]);
    expect(bodies(await queue.receive())).toEqual([expect.stringContaining('before anybody listens')]);
  });

  it('respects its filter', async () => {
    const TopicArn = await makeTopic('filtered');
    const delivered: string[] = [];
    fixture.engines.onLambdaDelivery((_, event) => {
      for (const record of event.Records) delivered.push(record.Sns.Message);
    });
    await sns('Subscribe', {
      TopicArn,
      Protocol: 'lambda',
      Endpoint: functionArn,
      'Attributes.entry.1.key': 'FilterPolicyScope',
      'Attributes.entry.1.value': 'MessageBody',
      'Attributes.entry.2.key': 'FilterPolicy',
      'Attributes.entry.2.value': '{"kind":["bounce"]}',
    });
    for (const kind of ['delivery', 'bounce', 'open']) {
      await sns('Publish', { TopicArn, Message: JSON.stringify({ kind }) });
    }
    await expect.poll(() => delivered).toEqual(['{"kind":"bounce"}']);
  });

  it('is still listed as one of a function', async () => {
    const TopicArn = await makeTopic('listed');
    const answer = await sns('Subscribe', { TopicArn, Protocol: 'lambda', Endpoint: functionArn });
    await sns('Publish', { TopicArn, Message: 'x' });
    const SubscriptionArn = /<SubscriptionArn>(.*)<\/SubscriptionArn>/.exec(answer)?.[1] ?? '';
    const attributes = await sns('GetSubscriptionAttributes', { SubscriptionArn });
    expect(attributes).toContain('<value>lambda</value>');
    expect(attributes).toContain(`<value>${functionArn}</value>`);
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
describe('conditional writes of S3', () => {
  const put = (Key: string, Body: string, condition: { IfNoneMatch?: string; IfMatch?: string }) =>
    fixture.s3.send(new PutObjectCommand({ Bucket: 'vault', Key, Body, ...condition }));
  const read = async (Key: string) => {
    const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket: 'vault', Key }));
    return await Body?.transformToString();
  };

  it('If-None-Match keeps the first object, also when two writes race', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });
    await expect(put('once', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await read('once')).toBe('first');
    const race = await Promise.allSettled(
      ['a', 'b', 'c'].map((body) => put('race', body, { IfNoneMatch: '*' })),
    );
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('If-Match replaces what was read, and nothing else', async () => {
    const { ETag = '' } = await put('versioned', 'one', {});
    await put('versioned', 'two', { IfMatch: ETag });
    await expect(put('versioned', 'three', { IfMatch: ETag })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(put('missing', 'x', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await read('versioned')).toBe('two');
  });
});
