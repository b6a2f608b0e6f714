import { describe, expect, test } from 'vitest';
import type { StreamRecord } from '../../../../infra/local/clients/table-streams.ts';
import { handleStreamBatch } from '../../../../infra/local/event-sources/stream-batch.ts';
import type { InvocationResult } from '../../../../infra/local/lambda/invocation-result.ts';
import type { StreamMapping } from '../../../../infra/local/template/event-source-mappings.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const record = (number: number): StreamRecord => ({
  eventID: String(number),
  eventName: 'INSERT',
  eventVersion: '1.1',
  dynamodb: { SequenceNumber: String(number), ApproximateCreationDateTime: now / 1000 - 60 },
});

/** Runs records 1 to 6; `answer` gives what the function does with a batch of numbers. */
async function run(
  changes: Partial<StreamMapping>,
  answer: (numbers: number[], attempt: number) => InvocationResult,
) {
  const batches: number[][] = [];
  const discarded: number[][] = [];
  let position = 0;
  const numberOf = ({ dynamodb }: StreamRecord) => Number(dynamodb.SequenceNumber);
  await handleStreamBatch(
    {
      mapping: {
        kind: 'stream',
        logicalId: 'Mapping',
        functionArn: 'arn:fn',
        sourceArn: 'arn:stream',
        batchSize: 10,
        windowSeconds: 0,
        reportsFailures: false,
        filters: [],
        startingPosition: 'TRIM_HORIZON',
        bisectOnError: false,
        maximumRetries: -1,
        maximumAgeSeconds: -1,
        onFailureArn: undefined,
        ...changes,
      },
      signal: new AbortController().signal,
      now: () => now,
      async invoke(records) {
        batches.push(records.map(numberOf));
        return answer(records.map(numberOf), batches.length);
      },
      onHandled: (handled) => {
        position = numberOf(handled);
      },
      async onDiscarded(records) {
        discarded.push(records.map(numberOf));
      },
    },
    [1, 2, 3, 4, 5, 6].map(record),
  );
  return { batches, discarded, position };
}

const success: InvocationResult = { kind: 'success', payload: 'null' };
const failure: InvocationResult = { kind: 'error', payload: '{}', errorType: 'Error' };
const report = (...numbers: number[]): InvocationResult => ({
  kind: 'success',
  payload: JSON.stringify({ batchItemFailures: numbers.map((n) => ({ itemIdentifier: String(n) })) }),
});
const all = [1, 2, 3, 4, 5, 6];

// https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
describe('a batch of a stream', () => {
  test('is tried again as a whole until it succeeds', async () => {
    const result = await run({}, (_numbers, attempt) => (attempt < 3 ? failure : success));
    expect(result).toEqual({ batches: [all, all, all], discarded: [], position: 6 });
  });

  test('goes on at the first item that was reported as failed', async () => {
    const answers = [report(5, 3), report(5), report()];
    const result = await run({ reportsFailures: true }, (_n, attempt) => answers[attempt - 1] ?? failure);
    expect(result).toEqual({ batches: [all, [3, 4, 5, 6], [5, 6]], discarded: [], position: 6 });
  });

  test('is taken as done when reports are not asked for', async () => {
    const result = await run({}, () => report(3));
    expect(result).toEqual({ batches: [all], discarded: [], position: 6 });
  });

  test('is halved around the record that fails, and order is kept', async () => {
    let healed = false;
    const result = await run({ bisectOnError: true }, (numbers) => {
      if (!numbers.includes(2) || healed) return success;
      healed = numbers.length === 1;
      return failure;
    });
    expect(result.batches).toEqual([all, [1, 2, 3], [1, 2], [1], [2], [2], [3], [4, 5, 6]]);
    expect(result).toMatchObject({ discarded: [], position: 6 });
  });

  test('is given up after its retries', async () => {
    const result = await run({ maximumRetries: 1 }, () => failure);
    expect(result).toEqual({ batches: [all, all], discarded: [all], position: 6 });
  });

  test('is halved before it is given up', async () => {
    const poison = (numbers: number[]) => (numbers.includes(5) ? failure : success);
    const result = await run({ maximumRetries: 0, bisectOnError: true }, poison);
    expect(result).toMatchObject({ discarded: [[5]], position: 6 });
    expect(result.batches.at(-1)).toEqual([6]);
  });

  test('is given up when it is too old', async () => {
    const result = await run({ maximumAgeSeconds: 59, bisectOnError: true }, () => failure);
    expect(result).toEqual({ batches: [all], discarded: [all], position: 6 });
  });
});
