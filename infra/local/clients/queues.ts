import * as z from 'zod';
import { callEngine, type EngineAddress } from './engine-call.ts';

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  MD5OfMessageAttributes: z.string().optional(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z.record(z.string(), attribute).default({}),
});

export type QueueMessage = z.infer<typeof message>;

export type OutgoingMessage = {
  body: string;
  groupId?: string | undefined;
  deduplicationId?: string;
  attributes?: Record<string, string>;
};

/** SQS for the host's own purposes; queues go by their ARN. */
export type QueueClient = {
  /** Long poll for at most 10 messages. */
  receive(queueArn: string, max: number, waitSeconds: number, signal: AbortSignal): Promise<QueueMessage[]>;
  /** Deletes any number of messages. */
  delete(queueArn: string, messages: readonly QueueMessage[]): Promise<void>;
  send(queueArn: string, message: OutgoingMessage): Promise<void>;
};

const received = z.object({ Messages: z.array(message).default([]) });

export function createQueueClient({ url, region }: EngineAddress): QueueClient {
  const queueUrl = (arn: string) => `${url}/000000000000/${arn.split(':').at(-1)}`;
  const call = <T>(action: string, input: unknown, answer: z.ZodType<T>, signal?: AbortSignal) =>
    callEngine({ url, region, service: 'sqs', target: `AmazonSQS.${action}`, input, answer, signal });
  return {
    async receive(queueArn, max, waitSeconds, signal) {
      const input = {
        QueueUrl: queueUrl(queueArn),
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      };
      return (await call('ReceiveMessage', input, received, signal)).Messages;
    },
    async delete(queueArn, messages) {
      for (let start = 0; start < messages.length; start += 10) {
        const Entries = messages
          .slice(start, start + 10)
          .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await call('DeleteMessageBatch', { QueueUrl: queueUrl(queueArn), Entries }, z.unknown());
      }
    },
    async send(queueArn, { body, groupId, deduplicationId, attributes = {} }) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      );
      const input = {
        QueueUrl: queueUrl(queueArn),
        MessageBody: body,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
        MessageAttributes,
      };
      await call('SendMessage', input, z.unknown());
    },
  };
}
