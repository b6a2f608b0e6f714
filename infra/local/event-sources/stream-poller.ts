import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingMessage } from '../clients/queues.ts';
import type { StreamClient, StreamRecord } from '../clients/table-streams.ts';
import type { Clock } from '../engines/clock.ts';
import type { InvocationResult } from '../lambda/invocation-result.ts';
import type { StreamMapping } from '../template/event-source-mappings.ts';
import { json } from '../template/json.ts';
import { createEventFilter } from './event-filter.ts';
import type { EventSource } from './event-source.ts';
import { handleStreamBatch } from './stream-batch.ts';
import type { StreamPositions } from './stream-position.ts';

export type StreamPollerOptions = {
  mapping: StreamMapping;
  tableName: string;
  region: string;
  streams: StreamClient;
  positions: StreamPositions;
  clock: Clock;
  invoke(payload: string): Promise<InvocationResult>;
  send(queueArn: string, message: OutgoingMessage): Promise<void>;
};

/** AWS looks four times a second; looking more often only shortens waits. */
const PAUSE_MS = 100;

/** Lambda's poller of a table's stream: one shard, so one batch at a time, in order. */
export function startStreamPoller(options: StreamPollerOptions): EventSource {
  const abort = new AbortController();
  const state = { busy: false, emptyReads: 0 };
  const polling = (async () => {
    while (!abort.signal.aborted) {
      await poll(options, state, abort.signal).catch((error: unknown) => {
        if (!abort.signal.aborted) console.error(`${options.mapping.logicalId}: ${String(error)}`);
      });
      if (!abort.signal.aborted) await sleep(1000);
    }
  })();
  return {
    busy: () => state.busy,
    async catchUp() {
      // The read that is under way may have begun too early; the one after it has not.
      const enough = state.emptyReads + 2;
      while (state.emptyReads < enough && !abort.signal.aborted) await sleep(PAUSE_MS / 4);
    },
    async stop() {
      abort.abort();
      await polling;
    },
  };
}

type State = { busy: boolean; emptyReads: number };

async function poll(options: StreamPollerOptions, state: State, signal: AbortSignal): Promise<void> {
  const { mapping, streams, tableName } = options;
  const passes = createEventFilter(mapping.filters);
  let iterator = await startingIterator(options);
  while (!signal.aborted) {
    const { records, next } = await readBatch(options, iterator, state, signal);
    if (records.length === 0) {
      await sleep(PAUSE_MS);
    } else {
      await handle(
        options,
        records.filter((record) => passes(json.parse(record))),
        signal,
      );
      const last = records.at(-1);
      if (signal.aborted) return;
      if (last !== undefined) options.positions.set(mapping.logicalId, last.dynamodb.SequenceNumber);
    }
    state.busy = false;
    iterator = next ?? (await streams.iterator(tableName, startOf(options.positions.get(mapping.logicalId))));
  }
}

/** Records of one read, and, inside the batching window, of the next ones. */
async function readBatch(
  { mapping, streams }: StreamPollerOptions,
  iterator: string,
  state: State,
  signal: AbortSignal,
) {
  const batch = await streams.read(iterator, mapping.batchSize);
  if (batch.records.length === 0) state.emptyReads += 1;
  else state.busy = true;
  const windowEnds = performance.now() + mapping.windowSeconds * 1000;
  while (batch.records.length > 0 && batch.records.length < mapping.batchSize && batch.next !== undefined) {
    if (signal.aborted || performance.now() >= windowEnds) break;
    const more = await streams.read(batch.next, mapping.batchSize - batch.records.length);
    batch.records.push(...more.records);
    batch.next = more.next;
    if (more.records.length === 0) await sleep(PAUSE_MS);
  }
  return batch;
}

/** The position is fixed at the first start, so that a restart misses nothing. */
async function startingIterator({ mapping, streams, tableName, positions }: StreamPollerOptions) {
  if (positions.get(mapping.logicalId) === undefined) {
    const newest = mapping.startingPosition === 'LATEST' ? await streams.newest(tableName) : undefined;
    positions.set(mapping.logicalId, newest ?? '');
  }
  return streams.iterator(tableName, startOf(positions.get(mapping.logicalId)));
}

function startOf(position: string | undefined) {
  return position === undefined || position === '' ? 'TRIM_HORIZON' : { after: position };
}

function handle(options: StreamPollerOptions, records: StreamRecord[], signal: AbortSignal): Promise<void> {
  const { mapping, clock, region, positions } = options;
  return handleStreamBatch(
    {
      mapping,
      signal,
      now: () => clock.now(),
      invoke: (some) =>
        options.invoke(JSON.stringify({ Records: some.map((r) => lambdaRecord(r, mapping, region)) })),
      onHandled: ({ dynamodb }) => positions.set(mapping.logicalId, dynamodb.SequenceNumber),
      onDiscarded: (some, attempts) => tellFailure(options, some, attempts),
    },
    records,
  );
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
function lambdaRecord(record: StreamRecord, { sourceArn }: StreamMapping, awsRegion: string) {
  return { ...record, eventSource: 'aws:dynamodb', awsRegion, eventSourceARN: sourceArn };
}

/** The destination learns where the records lie, not what they say. */
async function tellFailure(
  { mapping, clock, send }: StreamPollerOptions,
  records: readonly StreamRecord[],
  approximateInvokeCount: number,
): Promise<void> {
  const first = records[0]?.dynamodb.SequenceNumber;
  console.error(`${mapping.logicalId}: gave up ${records.length} records from ${first} on.`);
  if (mapping.onFailureArn === undefined) return;
  const body = {
    requestContext: {
      functionArn: mapping.functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount,
    },
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      startSequenceNumber: first,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
  await send(mapping.onFailureArn, { body: JSON.stringify(body) });
}
