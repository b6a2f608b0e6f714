import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/**
 * The parts of fauxqs that we correct. They are not its public face: the version is pinned in package.json,
 * checked here, and the conformance tests tell when a part behaves otherwise.
 */
const correctedVersion = '2.4.1';

export type QueueMessage = {
  messageId: string;
  body: string;
  md5OfBody: string;
  messageAttributes: Record<string, unknown>;
  md5OfMessageAttributes: string;
  sentTimestamp: number;
  approximateReceiveCount: number;
  approximateFirstReceiveTimestamp?: number;
  delayUntil?: number;
  messageGroupId?: string;
  messageDeduplicationId?: string;
  sequenceNumber?: string;
};
export type InFlight = { message: QueueMessage; receiptHandle: string; visibilityDeadline: number };
export type Received = {
  MessageId: string;
  ReceiptHandle: string;
  MD5OfBody: string;
  Body: string;
  MD5OfMessageAttributes?: string;
  MessageAttributes?: Record<string, unknown>;
};
export type DuplicateCheck = {
  isDuplicate: boolean;
  originalMessageId?: string;
  originalSequenceNumber?: string;
};
export type FindQueue = (arn: string) => Queue | undefined;

export type Queue = {
  readonly name: string;
  readonly arn: string;
  attributes: Record<string, string | undefined>;
  persistence: Persistence | undefined;
  sequenceCounter: number;
  messages: QueueMessage[];
  delayedMessages: QueueMessage[];
  inflightMessages: Map<string, InFlight>;
  fifoMessages: Map<string, QueueMessage[]>;
  fifoDelayed: Map<string, QueueMessage[]>;
  fifoLockedGroups: Map<string, number>;
  isFifo(): boolean;
  getAttribute(name: string): string | undefined;
  setAttributes(attributes: Record<string, string>): void;
  enqueue(message: QueueMessage): void;
  dequeue(maxCount: number, visibilityTimeout?: number, deadLetterQueue?: FindQueue): Received[];
  deleteMessage(receiptHandle: string): boolean;
  changeVisibility(receiptHandle: string, timeoutSeconds: number): void;
  processTimers(): void;
  notifyWaiters(): void;
  checkDeduplication(key: string): DuplicateCheck;
  recordDeduplication(key: string, messageId: string, sequenceNumber?: string): void;
  nextSequenceNumber(): string;
  purge(): void;
};
export type QueueArguments = [
  name: string,
  url: string,
  arn: string,
  attributes?: Record<string, string>,
  tags?: Record<string, string>,
];
export type QueueStore = {
  region: string;
  persistence: Persistence | undefined;
  queues: Map<string, Queue>;
  queuesByName: Map<string, Queue>;
  queuesByArn: Map<string, Queue>;
  createQueue(...queue: QueueArguments): Queue;
  getQueue(url: string): Queue | undefined;
  getQueueByArn(arn: string): Queue | undefined;
};
export type Subscription = { arn: string; protocol: string; endpoint: string; confirmed: boolean };
export type TopicStore = {
  region: string;
  persistence: Persistence | undefined;
  subscribe(topic: string, protocol: string, endpoint: string, attributes?: object): Subscription | undefined;
  getSubscription(arn: string): Subscription | undefined;
};
export type ObjectStore = {
  persistence: Persistence | undefined;
  buckets: Map<string, Map<string, { etag: string }>>;
};
export type Persistence = {
  db: DatabaseSync;
  load(queues: QueueStore, topics: TopicStore, objects: ObjectStore): void;
  insertQueue(queue: Queue): void;
  insertMessage(queueName: string, message: QueueMessage): void;
  deleteMessage(messageId: string): void;
  updateMessageInflight(
    messageId: string,
    receiptHandle: string | null,
    visibilityDeadline: number | null,
    receiveCount: number,
    firstReceiveTimestamp: number | null,
  ): void;
  updateMessageReady(messageId: string): void;
  deleteQueueMessages(queueName: string): void;
  close(): void;
};
export type Request = { raw: IncomingMessage; body: unknown; params: unknown; method: string; url: string };
export type Reply = {
  raw: ServerResponse;
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body?: string): Reply;
};
export type App = {
  addHook(on: 'preHandler', hook: (request: Request, reply: Reply, done: () => void) => void): void;
  addHook(
    on: 'preSerialization',
    hook: (request: Request, reply: Reply, answer: unknown, done: (e: null, answer: unknown) => void) => void,
  ): void;
  listen(options: { host: string; port: number }): Promise<string>;
  close(): Promise<void>;
};
type AppOptions = {
  logger: boolean;
  stores: { sqsStore: QueueStore; snsStore: TopicStore; s3Store: ObjectStore };
};

/** A class of fauxqs that still has the methods which we override or call. */
const classWith = <Class>(...methods: string[]) =>
  z.custom<Class>(
    (value) => typeof value === 'function' && methods.every((name) => name in value.prototype),
    {
      error: `fauxqs has lost one of ${methods.join(', ')}: only version ${correctedVersion} is known here`,
    },
  );
const fauxqs = new URL('./', import.meta.resolve('fauxqs'));

async function load<Schema extends z.ZodType>(file: string, schema: Schema) {
  return schema.parse({ ...(await import(new URL(file, fauxqs).href)) });
}

function requireCorrectedVersion() {
  const manifest = z.object({ version: z.string() });
  const { version } = manifest.parse(JSON.parse(readFileSync(new URL('../package.json', fauxqs), 'utf8')));
  if (version !== correctedVersion) {
    throw new Error(`fauxqs ${version} is installed, ${correctedVersion} is needed: run "npm ci"`);
  }
}

requireCorrectedVersion();

export const { buildApp } = await load(
  'app.js',
  z.object({ buildApp: z.custom<(options: AppOptions) => App>((value) => typeof value === 'function') }),
);
export const { SqsQueue, SqsStore } = await load(
  'sqs/sqsStore.js',
  z.object({
    SqsQueue: classWith<new (...queue: QueueArguments) => Queue>(
      ...['enqueue', 'dequeue', 'changeVisibility', 'processTimers', 'notifyWaiters', 'setAttributes'],
      ...['checkDeduplication', 'recordDeduplication', 'nextSequenceNumber', 'getAttribute', 'purge'],
    ),
    SqsStore: classWith<new () => QueueStore>('createQueue', 'getQueue', 'getQueueByArn'),
  }),
);
export const { SnsStore } = await load(
  'sns/snsStore.js',
  z.object({ SnsStore: classWith<new () => TopicStore>('subscribe', 'getSubscription') }),
);
export const { S3Store } = await load(
  's3/s3Store.js',
  z.object({ S3Store: classWith<new () => ObjectStore>('putObject') }),
);
export const { PersistenceManager } = await load(
  'persistence.js',
  z.object({
    PersistenceManager: classWith<new (folder: string) => Persistence>(
      ...['load', 'insertQueue', 'insertMessage', 'updateMessageReady', 'updateMessageInflight'],
    ),
  }),
);
export const { SqsError } = await load(
  'common/errors.js',
  z.object({ SqsError: classWith<new (code: string, message: string) => Error>('toJSON') }),
);
export const { INVALID_MESSAGE_BODY_CHAR, SETTABLE_ATTRIBUTES } = await load(
  'sqs/sqsTypes.js',
  z.object({ INVALID_MESSAGE_BODY_CHAR: z.instanceof(RegExp), SETTABLE_ATTRIBUTES: z.instanceof(Set) }),
);
