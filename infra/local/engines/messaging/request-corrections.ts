import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AwsQueue } from './aws-queue.ts';
import { refuseConditionalWrite } from './conditional-write.ts';
import { scopedKey } from './deduplication.ts';
import type { App, ObjectStore, QueueStore, Request } from './fauxqs-internals.ts';
import { INVALID_MESSAGE_BODY_CHAR, SETTABLE_ATTRIBUTES } from './fauxqs-internals.ts';
import type { LambdaTopicStore } from './lambda-subscriptions.ts';

type Stores = { queues: QueueStore; topics: LambdaTopicStore; objects: ObjectStore };

/** Corrects what can only be seen on a request or an answer, not inside a queue. */
export function correctRequests(app: App, { queues, topics, objects }: Stores): void {
  acceptWhatSqsAccepts();
  app.addHook('preHandler', (request, reply, done) => {
    topics.publishing = /^Publish(Batch)?$/.test(formAction(request.body));
    scopeDeduplication(request, queues);
    if (!refuseConditionalWrite(request, reply, objects)) done();
  });
  app.addHook('preSerialization', (request, _reply, answer, done) => {
    if (request.raw.socket.destroyed) untakeAll(request, answer, queues);
    done(null, answer);
  });
}

/**
 * fauxqs refuses every character above U+FFFF (all emoji) and does not know the scope of deduplication.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
function acceptWhatSqsAccepts(): void {
  const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
  INVALID_MESSAGE_BODY_CHAR.test = (text) => forbidden.test(text);
  SETTABLE_ATTRIBUTES.add('DeduplicationScope');
  SETTABLE_ATTRIBUTES.add('FifoThroughputLimit');
}

const form = z.object({ Action: z.string() });
const formAction = (body: unknown) => form.safeParse(body).data?.Action ?? '';

// The handler reads this same object afterwards, so it is changed in place and not replaced by zod's copy.
const sent = z.custom<{ MessageBody: string; MessageGroupId: string; MessageDeduplicationId?: string }>(
  (value) => z.object({ MessageBody: z.string(), MessageGroupId: z.string() }).safeParse(value).success,
);
const single = z.object({ QueueUrl: z.string() });
const batch = z.object({ QueueUrl: z.string(), Entries: z.array(z.unknown()) });

function scopeDeduplication(request: Request, queues: QueueStore): void {
  const target = String(request.raw.headers['x-amz-target']);
  if (target !== 'AmazonSQS.SendMessage' && target !== 'AmazonSQS.SendMessageBatch') return;
  const queueUrl = single.safeParse(request.body).data?.QueueUrl;
  const queue = queueUrl === undefined ? undefined : queues.getQueue(queueUrl);
  if (queue?.isFifo() !== true) return;
  const byGroup = queue.attributes.DeduplicationScope === 'messageGroup';
  const fromContent = queue.attributes.ContentBasedDeduplication === 'true';
  for (const entry of batch.safeParse(request.body).data?.Entries ?? [request.body]) {
    const message = sent.safeParse(entry).data;
    if (message === undefined) continue;
    const id = message.MessageDeduplicationId ?? (fromContent ? digest(message.MessageBody) : undefined);
    if (id !== undefined)
      message.MessageDeduplicationId = scopedKey(byGroup ? message.MessageGroupId : '', id);
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const receivedAnswer = z.object({ Messages: z.array(z.object({ ReceiptHandle: z.string() })) });

/** A client that went away while it waited has received nothing. */
function untakeAll(request: Request, answer: unknown, queues: QueueStore): void {
  const queueUrl = single.safeParse(request.body).data?.QueueUrl;
  const queue = queueUrl === undefined ? undefined : queues.getQueue(queueUrl);
  if (!(queue instanceof AwsQueue)) return;
  const messages = receivedAnswer.safeParse(answer).data?.Messages ?? [];
  for (const { ReceiptHandle } of messages) queue.untake(ReceiptHandle);
}
