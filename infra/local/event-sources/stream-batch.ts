import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamRecord } from '../clients/table-streams.ts';
import type { InvocationResult } from '../lambda/invocation-result.ts';
import type { StreamMapping } from '../template/event-source-mappings.ts';
import { reportedFailures } from './item-failures.ts';

export type StreamBatchOptions = {
  mapping: StreamMapping;
  signal: AbortSignal;
  now(): number;
  invoke(records: readonly StreamRecord[]): Promise<InvocationResult>;
  /** The record and all before it are done with. */
  onHandled(record: StreamRecord): void;
  /** These are given up. */
  onDiscarded(records: readonly StreamRecord[], attempts: number): Promise<void>;
};

/**
 * Runs a batch of stream records until it is through: failed ones again and again, halved or given up as the
 * mapping says. A stream stands still behind a record that fails.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
 */
export async function handleStreamBatch(
  options: StreamBatchOptions,
  records: readonly StreamRecord[],
): Promise<void> {
  const { mapping, signal, onHandled, onDiscarded } = options;
  let pending = records;
  let attempts = 0;
  while (pending.length > 0 && !signal.aborted) {
    const handled = await runOnce(options, pending);
    if (signal.aborted && handled < pending.length) return;
    const last = pending[handled - 1];
    if (last !== undefined) {
      onHandled(last);
      pending = pending.slice(handled);
      attempts = 0;
    }
    if (pending.length === 0) return;
    attempts += 1;
    const tooOld = isTooOld(options, pending);
    // Halving does not use up retries.
    if (mapping.bisectOnError && pending.length > 1 && handled === 0 && !tooOld) {
      const middle = Math.ceil(pending.length / 2);
      await handleStreamBatch(options, pending.slice(0, middle));
      pending = pending.slice(middle);
      attempts = 0;
      continue;
    }
    if (tooOld || (mapping.maximumRetries >= 0 && attempts > mapping.maximumRetries)) {
      await onDiscarded(pending, attempts);
      const end = pending.at(-1);
      if (end !== undefined) onHandled(end);
      return;
    }
    await pause(attempts, signal);
  }
}

/** Number of records at the front that are done. */
async function runOnce({ mapping, invoke }: StreamBatchOptions, records: readonly StreamRecord[]) {
  const result = await invoke(records);
  if (result.kind !== 'success') return 0;
  if (!mapping.reportsFailures) return records.length;
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const failed = reportedFailures(result.payload, numbers);
  const first = numbers.findIndex((number) => failed.has(number));
  return first < 0 ? records.length : first;
}

function isTooOld({ mapping, now }: StreamBatchOptions, [first]: readonly StreamRecord[]): boolean {
  const createdMs = (first?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000;
  return mapping.maximumAgeSeconds >= 0 && now() - createdMs > mapping.maximumAgeSeconds * 1000;
}

/** Longer and longer, to a minute. */
async function pause(attempts: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(200 * 2 ** (attempts - 1), 60_000);
  await sleep(ms, undefined, { signal }).catch(() => {});
}
