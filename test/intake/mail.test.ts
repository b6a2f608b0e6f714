import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailLambda } from '../../functions/intake/mail.lambda.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { RECEIVED_AT } from './example-events.ts';
import { envelope, exampleMailProvider, mailSettings, notification } from './example-mail-provider.ts';
import { EMPTY, FILLED, type LocalAws, startLocalAws } from './local-aws.ts';

const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 } as Context;

let aws: LocalAws;
let handler: ReturnType<typeof mailLambda>;
let lines: Record<string, unknown>[];

function sqsEvent(...bodies: string[]): SQSEvent {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: `${RECEIVED_AT}`,
    SenderId: 'sns',
    ApproximateFirstReceiveTimestamp: `${RECEIVED_AT + 5}`,
  };
  const common = {
    attributes,
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    awsRegion: 'eu-west-1',
  };
  return {
    Records: bodies.map((body, index) => ({
      ...common,
      messageId: `message-${index}`,
      receiptHandle: 'handle',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:mail',
      body,
    })),
  };
}

async function deliver(...bodies: string[]): Promise<SQSBatchResponse | undefined> {
  let answer: SQSBatchResponse | undefined;
  lines = await writtenBy(async () => {
    answer = (await handler(sqsEvent(...bodies), context)) ?? undefined;
  });
  return answer;
}

const store = (key: string, text: string) =>
  aws.s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: key, Body: text }));
const failures = (...indexes: number[]) => ({
  batchItemFailures: indexes.map((index) => ({ itemIdentifier: `message-${index}` })),
});
const countedMetrics = () => lines.flatMap((line) => ('_aws' in line ? [Object.keys(line).at(-2)] : []));

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());

beforeEach(async () => {
  await aws.reset();
  aws.setSecret(mailSettings);
  process.env.PROVIDER_SECRET_ARN = FILLED;
  handler = mailLambda(exampleMailProvider);
});

describe('a mail', () => {
  it.each([
    ['as SNS delivers it raw', notification('raw')],
    ['in the envelope of SNS', envelope(notification('raw'))],
  ])('is fetched, read and queued, %s', async (_what, body) => {
    await store('raw', 'hello, my card is 4111 1111 1111 1111');
    expect(await deliver(body)).toEqual(failures());
    expect(aws.calls()).toEqual(['s3:GetObject', 'secretsmanager:GetSecretValue', 'sqs:SendMessageBatch']);
  });

  it('has a brand by its domain, masked text and the ids of its notification', async () => {
    await store('text', 'hello, my card is 4111 1111 1111 1111');
    await deliver(notification('text'));
    expect(await aws.queued()).toMatchObject([
      {
        brand: 'demo',
        account: 'help@demo.example.com',
        providerInteractionId: 'id-of-text',
        receivedAt: new Date(RECEIVED_AT).toISOString(),
        interaction: { text: 'hello, my card is [card removed]' },
      },
    ]);
  });

  it('that cannot be read leaves its notification in the quarantine and is done', async () => {
    await store('odd', 'unreadable');
    expect(await deliver(notification('odd'), 'my pin is 1234')).toEqual(failures());
    const kept = await aws.objects('quarantine');
    expect(kept.map(({ text, metadata }) => [text, metadata.reason]).sort()).toEqual([
      ['my pin is 1234', 'not-a-notification'],
      [notification('odd'), 'PayloadError'],
    ]);
    expect(JSON.stringify(lines)).not.toContain('1234');
  });
});

describe('a mail that fails', () => {
  it('is delivered again alone: the others of its batch are done', async () => {
    await store('first', 'one');
    await store('third', 'three');
    expect(await deliver(notification('first'), notification('missing'), notification('third'))).toEqual(
      failures(1),
    );
    expect(await aws.queued()).toHaveLength(2);
    expect(countedMetrics()).toEqual(['EventsQueued', 'IntakeFailure', 'EventsQueued']);
    expect(lines).toContainEqual(expect.objectContaining({ error: 'NoSuchKey', provider: 'email/example' }));
  });

  it('does not stop the function when it is the only one', async () => {
    expect(await deliver(notification('missing'))).toEqual(failures(0));
  });

  it('is tried again when the queue refuses it', async () => {
    await store('refused', 'refused');
    aws.interfere(({ service }) => (service === 'sqs' ? { kind: 'refuseEntries', indexes: [0] } : undefined));
    expect(await deliver(notification('refused'))).toEqual(failures(0));
    aws.interfere(undefined);
    expect(await deliver(notification('refused'))).toEqual(failures());
    expect(await aws.queued()).toHaveLength(1);
  });

  it.each([
    ['names another bucket', 'elsewhere', 'short', 'SignatureFailure'],
    ['is larger than any mail', 'inbox', 'x'.repeat(2_000), 'OversizedBody'],
  ])('is not taken in when it %s', async (_what, bucket, text, metric) => {
    await store('suspect', text);
    expect(await deliver(notification('suspect', bucket))).toEqual(failures(0));
    expect(countedMetrics()).toEqual([metric]);
    expect(await aws.queued()).toEqual([]);
  });

  it('waits for its secret and its environment', async () => {
    await store('early', 'early');
    process.env.PROVIDER_SECRET_ARN = EMPTY;
    expect(await deliver(notification('early'))).toEqual(failures(0));
    expect(countedMetrics()).toEqual(['ConfigurationFailure']);
    const { MAIL_BUCKET: bucket = '' } = process.env;
    delete process.env.MAIL_BUCKET;
    handler = mailLambda(exampleMailProvider);
    expect(await deliver(notification('early'))).toEqual(failures(0));
    expect(JSON.stringify(lines)).toContain('MAIL_BUCKET');
    process.env.MAIL_BUCKET = bucket;
    process.env.PROVIDER_SECRET_ARN = FILLED;
    expect(await deliver(notification('early'))).toEqual(failures());
  });
});

describe('an event that is not a batch', () => {
  it('fails as a whole and is counted', async () => {
    lines = await writtenBy(async () => {
      await expect(handler({} as SQSEvent, context)).rejects.toThrow();
    });
    expect(countedMetrics()).toEqual(['IntakeFailure']);
  });
});
