import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { retryDelay } from './failure-policy.ts';
import type { Router } from './router.ts';

/** How often each record has failed by itself, as far as that was counted. */
export type Attempts = ReadonlyMap<string, number>;

/**
 * Each failed record with the delay of its group's first one, which the others wait for anyway. Where failures were
 * not counted, receives stand for them; a record behind others that failed was received for each of theirs.
 */
function delays(
  failed: readonly SQSRecord[],
  attempts: Attempts,
  baseSeconds: number,
): { record: SQSRecord; seconds: number }[] {
  const ofGroup = new Map<string | undefined, number>();
  return failed.map((record) => {
    const { MessageGroupId: group, ApproximateReceiveCount: receives } = record.attributes;
    const tries = attempts.get(record.messageId) ?? Number(receives);
    const seconds = ofGroup.get(group) ?? retryDelay(tries, baseSeconds);
    ofGroup.set(group, seconds);
    return { record, seconds };
  });
}

/**
 * Lets failed records come back after a growing delay. A group's later records get the same: in flight for the
 * queue's whole visibility time they would hold up the first. Never throws: without it they only come later.
 */
export async function delayRetries(
  router: Router,
  failed: readonly SQSRecord[],
  attempts: Attempts,
): Promise<void> {
  if (failed.length === 0) return;
  try {
    const { Failed: refused = [] } = await router.queue.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: router.queueUrl,
        Entries: delays(failed, attempts, router.retryBaseSeconds).map(({ record, seconds }, index) => ({
          Id: String(index),
          ReceiptHandle: record.receiptHandle,
          VisibilityTimeout: seconds,
        })),
      }),
    );
    if (refused.length > 0) log.warn('Some retries could not be delayed', { refused: refused.length });
  } catch (error) {
    log.warn('Retries could not be delayed', errorFields(error));
  }
}
