import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { LocalStack } from '../../infra/local/local-stack.ts';

/** A message that the router set aside. */
export interface DeadLetter {
  body: string;
  attributes: Readonly<Record<string, string | undefined>>;
}

/**
 * Moves what the routing queue gave up back into it, as an operator's redrive does; the local SQS has no
 * StartMessageMoveTask. Resolves to what it was.
 */
export async function redrive({
  awsEndpoint,
  model,
  outputs,
  credentials,
}: LocalStack): Promise<DeadLetter[]> {
  const sqs = new SQSClient({ endpoint: awsEndpoint.url, region: model.region, credentials });
  const [from, to] = [outputs.RoutingDeadLettersUrl, outputs.RoutingQueueUrl];
  const moved: DeadLetter[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) break;
    for (const { Body = '', MessageAttributes = {}, Attributes = {}, ReceiptHandle } of Messages) {
      const entries = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
      moved.push({ body: Body, attributes: Object.fromEntries(entries) });
      const { MessageGroupId, MessageDeduplicationId } = Attributes;
      await sqs.send(
        new SendMessageCommand({ QueueUrl: to, MessageBody: Body, MessageGroupId, MessageDeduplicationId }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
    }
  }
  sqs.destroy();
  return moved;
}
