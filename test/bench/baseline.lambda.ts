import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient();

/** The least a webhook function could be: it puts what it is given on the queue, unread. */
export async function handler(event: { body?: string }) {
  const Entries = [{ Id: '0', MessageBody: event.body, MessageGroupId: 'g', MessageDeduplicationId: 'd' }];
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: process.env.ROUTING_QUEUE_URL, Entries }));
  return { statusCode: 200 };
}
