import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Router } from './router.ts';

/** Why a record was set aside, as its message attributes in the dead-letter queue tell. */
export interface Reason {
  reason: string;
  attempts: number;
}

/**
 * Sends a record to the dead-letter queue, as it came. Its deduplication id is new each time: a redriven record
 * that fails again within five minutes would else be taken for a copy and vanish.
 */
export async function setAside(
  router: Router,
  record: SQSRecord,
  { reason, attempts }: Reason,
): Promise<void> {
  await router.queue.send(
    new SendMessageCommand({
      QueueUrl: router.deadLettersUrl,
      MessageBody: record.body,
      MessageGroupId: record.attributes.MessageGroupId,
      MessageDeduplicationId: randomUUID(),
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: reason },
        attempts: { DataType: 'Number', StringValue: String(attempts) },
      },
    }),
  );
}
