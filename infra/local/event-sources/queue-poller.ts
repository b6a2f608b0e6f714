import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSRecord } from 'aws-lambda';
import type { QueueClient, QueueMessage } from '../clients/queues.ts';
import type { InvocationResult } from '../lambda/invocation-result.ts';
import type { QueueMapping } from '../template/event-source-mappings.ts';
import { json } from '../template/json.ts';
import { createEventFilter } from './event-filter.ts';
import type { EventSource } from './event-source.ts';
import { reportedFailures } from './item-failures.ts';
import { queueEvents, queueRecord } from './queue-event.ts';

export type QueuePollerOptions = {
  mapping: QueueMapping;
  region: string;
  queues: QueueClient;
  /** Batches at once at most, besides the mapping's own limit. */
  concurrency: number;
  invoke(payload: string): Promise<InvocationResult>;
};

const LONG_POLL_SECONDS = 20;
const EVENT_LIMIT = 6_000_000;

/**
 * Lambda's poller of an SQS queue. Order inside a FIFO group is the queue's doing: it gives no message of a group
 * that has one in flight. What fails stays in the queue until its visibility time-out ends.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export function startQueuePoller(options: QueuePollerOptions): EventSource {
  const { mapping, queues } = options;
  const concurrency = Math.min(mapping.maximumConcurrency ?? options.concurrency, options.concurrency);
  const abort = new AbortController();
  const running = new Set<Promise<void>>();

  const poll = async () => {
    while (!abort.signal.aborted) {
      const messages = await collect(mapping, queues, abort.signal);
      if (messages.length === 0) continue;
      const batch = handleBatch(options, messages)
        .catch(report)
        .finally(() => running.delete(batch));
      running.add(batch);
      if (running.size >= concurrency) await Promise.race(running);
    }
  };
  const report = (error: unknown) => {
    if (!abort.signal.aborted) console.error(`${mapping.logicalId}: ${String(error)}`);
  };
  const polling = (async () => {
    while (!abort.signal.aborted) {
      await poll().catch(report);
      if (!abort.signal.aborted) await sleep(1000);
    }
  })();

  return {
    busy: () => running.size > 0,
    catchUp: async () => {},
    async stop() {
      abort.abort();
      await Promise.allSettled([polling, ...running]);
    },
  };
}

/** One batch: what a receive gives, or what comes inside the batching window. */
async function collect(
  { sourceArn, batchSize, windowSeconds }: QueueMapping,
  queues: QueueClient,
  signal: AbortSignal,
): Promise<QueueMessage[]> {
  const batch = await queues.receive(sourceArn, Math.min(batchSize, 10), LONG_POLL_SECONDS, signal);
  const windowEnds = performance.now() + windowSeconds * 1000;
  while (batch.length > 0 && batch.length < batchSize && !signal.aborted) {
    const left = windowEnds - performance.now();
    if (left <= 0) break;
    const room = Math.min(batchSize - batch.length, 10);
    const more = await queues.receive(sourceArn, room, left > 1000 ? 1 : 0, signal);
    if (more.length === 0) await sleep(Math.min(left, 50));
    batch.push(...more);
  }
  return batch;
}

async function handleBatch(options: QueuePollerOptions, messages: QueueMessage[]): Promise<void> {
  const { mapping, region, queues, invoke } = options;
  const passes = createEventFilter(mapping.filters);
  const records = messages.map((message) => queueRecord(message, mapping.sourceArn, region));
  const wanted = records.filter((record) => passes(filterView(record)));
  const done = new Set(
    records.filter((record) => !wanted.includes(record)).map(({ messageId }) => messageId),
  );
  for (const event of queueEvents(wanted, EVENT_LIMIT)) {
    const ids = event.Records.map(({ messageId }) => messageId);
    const failed = failuresOf(mapping, await invoke(JSON.stringify(event)), ids);
    for (const id of ids) if (!failed.has(id)) done.add(id);
    // Later messages of a FIFO group must not overtake those that failed.
    if (failed.size > 0 && mapping.sourceArn.endsWith('.fifo')) break;
  }
  await queues.delete(
    mapping.sourceArn,
    messages.filter(({ MessageId }) => done.has(MessageId)),
  );
}

function failuresOf(mapping: QueueMapping, result: InvocationResult, ids: string[]): Set<string> {
  if (result.kind !== 'success') return new Set(ids);
  return mapping.reportsFailures ? reportedFailures(result.payload, ids) : new Set();
}

/** Filters see the body as JSON where it is JSON. */
function filterView(record: SQSRecord) {
  const view = json.parse({ ...record });
  try {
    return json.parse({ ...record, body: JSON.parse(record.body) });
  } catch {
    return view;
  }
}
