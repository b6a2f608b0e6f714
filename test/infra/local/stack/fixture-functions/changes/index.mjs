import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const queue = new SQSClient();

/** Writes a letter for each new note. */
export const handler = async ({ Records }) => {
  for (const { eventName, dynamodb } of Records) {
    const id = dynamodb.Keys.pk.S;
    if (eventName !== 'INSERT' || !id.startsWith('NOTE#')) continue;
    const MessageBody = JSON.stringify({ note: id, kind: dynamodb.NewImage.kind.S });
    await queue.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody }));
  }
  return { batchItemFailures: [] };
};
