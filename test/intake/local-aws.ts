import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { decodeEvent } from '../../functions/interaction/queue-message.ts';
import type { Call, OnCall } from '../../infra/local/aws/call.ts';
import { createSecretStore } from '../../infra/local/aws/secret-store.ts';
import { startAwsEndpoint } from '../../infra/local/aws/start-aws-endpoint.ts';
import { createClock } from '../../infra/local/engines/clock.ts';
import { startEngines } from '../../infra/local/engines/start-engines.ts';

const region = 'eu-west-1';
const accountId = '000000000000';
const arnOf = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
const buckets = ['quarantine', 'content', 'inbox'] as const;

/** One secret with development values, and one that nobody has filled yet. */
export const FILLED = arnOf('filled');
export const EMPTY = arnOf('empty');

export interface StoredObject {
  key: string;
  text: string;
  contentType: string | undefined;
  metadata: Record<string, string>;
}

export interface LocalAws {
  readonly s3: S3Client;
  /** What the functions asked of AWS since the last reset, as `service:action`. */
  calls(): string[];
  /** What happens to the functions' calls; the tests' own are let through. */
  interfere(onCall: OnCall | undefined): void;
  setSecret(value: string): void;
  /** Takes every message off the routing queue. */
  queued(): Promise<InteractionEvent[]>;
  objects(bucket: (typeof buckets)[number]): Promise<StoredObject[]>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Real engines behind the local endpoint, with what a webhook function needs; sets the function's environment. */
export async function startLocalAws(): Promise<LocalAws> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'throughline-intake-'));
  const engines = await startEngines({ dataFolder, clock: createClock(), region });
  const secrets = createSecretStore([
    { arn: FILLED, name: 'filled' },
    { arn: EMPTY, name: 'empty' },
  ]);
  const seen: Call[] = [];
  let interference: OnCall | undefined;
  const aws = await startAwsEndpoint({
    engines,
    secrets,
    region,
    accountId,
    principals: { find: (accessKeyId) => ({ name: accessKeyId, allows: () => true }) },
    onCall(call) {
      if (call.principal === 'TESTS') return undefined;
      seen.push(call);
      return interference?.(call);
    },
  });

  const own = { region, endpoint: aws.url, credentials: { accessKeyId: 'TESTS', secretAccessKey: 'tests' } };
  const sqs = new SQSClient(own);
  const s3 = new S3Client({ ...own, forcePathStyle: true });
  const created = await sqs.send(
    new CreateQueueCommand({
      QueueName: 'routing.fifo',
      Attributes: {
        FifoQueue: 'true',
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      },
    }),
  );
  const QueueUrl = created.QueueUrl ?? '';
  for (const Bucket of buckets) await s3.send(new CreateBucketCommand({ Bucket }));

  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'FUNCTION',
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_ENDPOINT_URL: aws.url,
    PROVIDER_SECRET_ARN: FILLED,
    ROUTING_QUEUE_URL: QueueUrl,
    QUARANTINE_BUCKET: 'quarantine',
    CONTENT_BUCKET: 'content',
    MAIL_BUCKET: 'inbox',
    PUBLIC_URL: 'https://hooks.example.com',
  });

  async function receiveTen() {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.map(({ Body = '' }) => decodeEvent(Body));
  }

  async function object(bucket: string, key: string): Promise<StoredObject> {
    const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const text = (await found.Body?.transformToString()) ?? '';
    return { key, text, contentType: found.ContentType, metadata: found.Metadata ?? {} };
  }

  return {
    s3,
    calls: () => seen.map(({ service, action }) => `${service}:${action}`),
    interfere(onCall) {
      interference = onCall;
    },
    setSecret: (value) => void secrets.put(FILLED, value),
    async queued() {
      const events: InteractionEvent[] = [];
      for (let page = await receiveTen(); page.length > 0; page = await receiveTen()) events.push(...page);
      return events;
    },
    async objects(bucket) {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return Promise.all(Contents.map(({ Key = '' }) => object(bucket, Key)));
    },
    async reset() {
      seen.length = 0;
      interference = undefined;
      await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    },
    async stop() {
      await aws.stop();
      await engines.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
