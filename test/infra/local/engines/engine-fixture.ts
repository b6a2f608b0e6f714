import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Clock, createClock } from '../../../../infra/local/engines/clock.ts';
import type { Engines } from '../../../../infra/local/engines/engines.ts';
import { startEngines } from '../../../../infra/local/engines/start-engines.ts';

export const region = 'eu-west-1';

/** Running engines on a folder of their own, with clients that go to them directly. */
export type Fixture = {
  engines: Engines;
  clock: Clock;
  folder: string;
  sqs: SQSClient;
  s3: S3Client;
  dynamodb: DynamoDBClient;
  close(): Promise<void>;
};

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'engines-'));

export async function openEngines(folder = temporaryFolder(), clock = createClock()): Promise<Fixture> {
  const engines = await startEngines({ dataFolder: folder, clock, region });
  const client = { region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
  const sqs = new SQSClient({ ...client, endpoint: engines.messaging });
  const s3 = new S3Client({ ...client, endpoint: engines.messaging });
  const dynamodb = new DynamoDBClient({ ...client, endpoint: engines.dynamodb });
  return {
    engines,
    clock,
    folder,
    sqs,
    s3,
    dynamodb,
    async close() {
      for (const each of [sqs, s3, dynamodb]) each.destroy();
      await engines.stop();
    },
  };
}

export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

let queues = 0;

/** Makes a queue with a name of its own; returns what tests do with it. */
export async function makeQueue(sqs: SQSClient, attributes: Record<string, string> = {}, name?: string) {
  queues += 1;
  const suffix = attributes.FifoQueue === 'true' ? '.fifo' : '';
  const QueueName = name ?? `queue-${queues}${suffix}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: attributes }));
  return {
    QueueName,
    QueueUrl,
    arn: `arn:aws:sqs:${region}:000000000000:${QueueName}`,
    send: (MessageBody: string, group?: string, id?: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody,
          MessageGroupId: group,
          MessageDeduplicationId: id ?? (group === undefined ? undefined : `${group} ${MessageBody}`),
        }),
      ),
    async receive(MaxNumberOfMessages = 10, VisibilityTimeout?: number): Promise<Message[]> {
      const answer = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages,
          VisibilityTimeout,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return answer.Messages ?? [];
    },
  };
}

export const bodies = (messages: Message[]) => messages.map((message) => message.Body);
