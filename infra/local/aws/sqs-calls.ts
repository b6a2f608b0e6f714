import * as z from 'zod';
import { type Account, queueArn } from './account.ts';
import { notServed, parseJson, type Understood } from './understood.ts';

const input = z.object({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });

/** A batch needs the permission of the single call. */
const iamAction = (action: string) => `sqs:${action.replace(/Batch$/, '')}`;

/** Understands a call of SQS in its JSON protocol. Throws RequestRefusal for any other. */
export function understandSqs(account: Account, target: string, bytes: Buffer): Understood {
  if (!target.startsWith('AmazonSQS.'))
    throw notServed('The query protocol of SQS (use a client of 2024 or later)');
  const action = target.slice('AmazonSQS.'.length);
  const body = parseJson(bytes);
  const { QueueUrl, QueueName } = input.safeParse(body).data ?? {};
  const name = QueueUrl === undefined ? (QueueName ?? '*') : queueNameOf(QueueUrl);
  return { action, body, permissions: [{ action: iamAction(action), resource: queueArn(account, name) }] };
}

export function queueNameOf(queueUrl: string): string {
  return queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
}
