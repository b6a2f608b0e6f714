import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { DeliveryError } from '../errors.ts';
import { delayRetries } from './delay-retries.ts';
import { FailedAttemptError } from './failure-policy.ts';
import { handleRecord } from './handle-record.ts';
import type { Router } from './router.ts';

/** A record is begun only with so much time left; what does not fit goes back before Lambda cuts the batch off. */
const TIME_PER_RECORD_MS = 2_500;

/**
 * Routes a batch in order. A record that fails takes the later ones of its group back to the queue with it; other
 * groups go on.
 */
export async function routeBatch(
  router: Router,
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const attempts = new Map<string, number>();
  const handle = async (record: SQSRecord) => {
    if (context.getRemainingTimeInMillis() < TIME_PER_RECORD_MS)
      throw new DeliveryError('No time left in this invocation', { retryable: true });
    try {
      await handleRecord(router, record);
    } catch (error) {
      if (error instanceof FailedAttemptError) attempts.set(record.messageId, error.attempts);
      throw error;
    }
  };
  const response = await processPartialResponse(event, handle, new SqsFifoPartialProcessorAsync(), {
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  });
  const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  await delayRetries(
    router,
    event.Records.filter(({ messageId }) => failed.has(messageId)),
    attempts,
  );
  return response;
}
