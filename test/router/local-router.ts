import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { queueIds } from '../../functions/interaction/event-ids.ts';
import { encodeEvent } from '../../functions/interaction/queue-message.ts';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import type { Call, OnCall } from '../../infra/local/aws/call.ts';
import { createSecretStore } from '../../infra/local/aws/secret-store.ts';
import { startAwsEndpoint } from '../../infra/local/aws/start-aws-endpoint.ts';
import { createClock } from '../../infra/local/engines/clock.ts';
import { startEngines } from '../../infra/local/engines/start-engines.ts';
import { tableInput } from '../store/journey-fixture.ts';

const region = 'eu-west-1';
const fifo = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};

export type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** The context of an invocation with so much time left. */
export function context(remainingMs = 10_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'router',
    functionVersion: '1',
    invokedFunctionArn: 'arn',
    memoryLimitInMB: '256',
    awsRequestId: 'request',
    logGroupName: 'group',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => remainingMs,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

/** A message as Lambda hands it to a function. */
function asRecord(message: Message): SQSRecord {
  const attributes = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ...attributes,
      ApproximateReceiveCount: attributes.ApproximateReceiveCount ?? '',
      SentTimestamp: attributes.SentTimestamp ?? '',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '',
    },
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: region,
  };
}

/**
 * Real engines behind the local endpoint with the routing queue and the table; sets the router's environment.
 * `interfere` decides what happens to the router's calls.
 */
export async function startLocalRouter(retryBaseSeconds: number) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'router-'));
  const clock = createClock();
  const engines = await startEngines({ dataFolder, clock, region });
  const seen: Call[] = [];
  let interference: OnCall | undefined;
  const aws = await startAwsEndpoint({
    engines,
    secrets: createSecretStore([]),
    region,
    accountId: '000000000000',
    principals: { find: (accessKeyId) => ({ name: accessKeyId, allows: () => true }) },
    onCall(call) {
      if (call.principal === 'TESTS') return undefined;
      seen.push(call);
      return interference?.(call);
    },
  });
  const own = { region, endpoint: aws.url, credentials: { accessKeyId: 'TESTS', secretAccessKey: 'tests' } };
  const sqs = new SQSClient(own);
  const table: JourneyTable = { client: new DynamoDBClient(own), tableName: 'journey' };
  await table.client.send(new CreateTableCommand(tableInput(table.tableName)));
  const makeQueue = async (QueueName: string) => {
    const created = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: fifo }));
    return created.QueueUrl ?? '';
  };
  const queueUrl = await makeQueue('routing.fifo');
  const deadLettersUrl = await makeQueue('routing-dead-letters.fifo');
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'ROUTER',
    AWS_SECRET_ACCESS_KEY: 'router',
    AWS_ENDPOINT_URL: aws.url,
    JOURNEY_TABLE: table.tableName,
    ROUTING_QUEUE_URL: queueUrl,
    ROUTING_DLQ_URL: deadLettersUrl,
    HANDOFF_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:handoffs',
    RETRY_BASE_SECONDS: String(retryBaseSeconds),
  });

  async function receive(QueueUrl: string): Promise<Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 60,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  async function remove(QueueUrl: string, messages: readonly Message[]): Promise<void> {
    for (const { ReceiptHandle } of messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }

  return {
    table,
    queueUrl,
    calls: () => seen,
    interfere(onCall: OnCall | undefined) {
      interference = onCall;
    },
    /** Lets queues and their delays see a later time. */
    passSeconds: (seconds: number) => clock.set(clock.offsetMs + seconds * 1000),
    async send(...events: InteractionEvent[]) {
      for (const event of events) await this.sendBody(encodeEvent(event), queueIds(event));
    },
    async sendBody(MessageBody: string, ids: { groupId: string; deduplicationId: string }) {
      const { groupId: MessageGroupId, deduplicationId: MessageDeduplicationId } = ids;
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, MessageGroupId, MessageDeduplicationId }),
      );
    },
    /** One batch, as the event source mapping does it: what succeeded is deleted. Undefined when there is none. */
    async invoke(handler: Handler, remainingMs?: number) {
      const messages = await receive(queueUrl);
      if (messages.length === 0) return undefined;
      const { batchItemFailures } = await handler({ Records: messages.map(asRecord) }, context(remainingMs));
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      await remove(
        queueUrl,
        messages.filter(({ MessageId = '' }) => !failed.includes(MessageId)),
      );
      return { received: messages.length, failed: failed.length };
    },
    /** Takes what lies in the dead-letter queue. */
    async deadLetters(): Promise<Message[]> {
      const messages = await receive(deadLettersUrl);
      await remove(deadLettersUrl, messages);
      return messages;
    },
    async stop() {
      sqs.destroy();
      table.client.destroy();
      await aws.stop();
      await engines.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export type LocalRouter = Awaited<ReturnType<typeof startLocalRouter>>;
