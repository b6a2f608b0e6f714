import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { DeliveryError } from '../errors.ts';
import { encodeEvent } from '../interaction/encode-event.ts';
import type { InteractionEvent } from '../interaction/event.ts';
import { queueIds } from '../interaction/event-ids.ts';
import { count } from '../telemetry/metrics.ts';

/** SQS takes at most ten messages in a call, and 256 KiB of them, which not every region has raised yet. */
const MAX_ENTRIES = 10;
const MAX_BATCH_BYTES = 256 * 1024;

/** One event as a message of the routing queue. */
export interface QueueEntry {
  body: string;
  sizeBytes: number;
  groupId: string;
  deduplicationId: string;
}

export interface RoutingQueue {
  /** Resolves when the queue has accepted every entry. Throws DeliveryError when it refused one. */
  send(entries: readonly QueueEntry[]): Promise<void>;
}

export function queueEntry(event: InteractionEvent): QueueEntry {
  const body = encodeEvent(event);
  return { body, sizeBytes: Buffer.byteLength(body), ...queueIds(event) };
}

/** Cuts entries into batches that SQS takes, in their order. */
export function batchesOf(entries: readonly QueueEntry[]): QueueEntry[][] {
  const batches: QueueEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const last = batches.at(-1);
    const fits =
      last !== undefined && last.length < MAX_ENTRIES && bytes + entry.sizeBytes <= MAX_BATCH_BYTES;
    if (fits) last.push(entry);
    else batches.push([entry]);
    bytes = fits ? bytes + entry.sizeBytes : entry.sizeBytes;
  }
  return batches;
}

function batchEntry(entry: QueueEntry, index: number): SendMessageBatchRequestEntry {
  return {
    Id: `${index}`,
    MessageBody: entry.body,
    MessageGroupId: entry.groupId,
    MessageDeduplicationId: entry.deduplicationId,
  };
}

async function sendBatch(client: SQSClient, queueUrl: string, batch: readonly QueueEntry[]): Promise<void> {
  const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: batch.map(batchEntry) });
  const { Failed: failed = [] } = await client.send(command);
  if (failed.length === 0) return;
  const codes = [...new Set(failed.map(({ Code: code }) => code))].join(', ');
  throw new DeliveryError(`The routing queue refused ${failed.length} of ${batch.length} events: ${codes}`, {
    retryable: true,
  });
}

/** The FIFO queue between intake and router. */
export function routingQueue(client: SQSClient, queueUrl: string, provider: string): RoutingQueue {
  return {
    async send(entries) {
      // One after the other: batches at once could turn the order of one person's messages round.
      for (const batch of batchesOf(entries)) await sendBatch(client, queueUrl, batch);
      if (entries.length > 0) count('EventsQueued', { provider, value: entries.length });
    },
  };
}
