import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { DeliveryError } from '../errors.ts';
import { writeChange } from '../store/changes.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { count } from '../telemetry/metrics.ts';
import { changeOf } from './change-of.ts';
import type { Feed } from './feed.ts';

/** A write is begun only with so much time left: three tries of its call. */
const TIME_PER_RECORD_MS = 5_000;

async function tellChange({ table, clock }: Feed, record: DynamoDBRecord): Promise<void> {
  const told = changeOf(record);
  if (told === undefined) return;
  if (await writeChange(table, told.brand, told.change, clock())) count('ChangeTold');
}

/**
 * Writes the changes of a batch into the feed, one after the other: a link is made before it is revoked there too.
 * Stops at the first record that fails, from which the stream comes again, and again in halves.
 */
export async function tellChanges(
  feed: Feed,
  { Records }: DynamoDBStreamEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<DynamoDBBatchResponse> {
  for (const record of Records) {
    try {
      if (context.getRemainingTimeInMillis() < TIME_PER_RECORD_MS)
        throw new DeliveryError('No time left in this invocation', { retryable: true });
      await tellChange(feed, record);
    } catch (error) {
      log.error('A change could not be told', errorFields(error));
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}
