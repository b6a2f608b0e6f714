import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createQueueClient, type QueueClient } from '../../../../infra/local/clients/queues.ts';
import { startQueuePoller } from '../../../../infra/local/event-sources/queue-poller.ts';
import type { InvocationResult } from '../../../../infra/local/lambda/invocation-result.ts';
import { deployQueues } from '../../../../infra/local/resources/queues.ts';
import type { QueueMapping } from '../../../../infra/local/template/event-source-mappings.ts';
import { commonMapping, engineSuite, failure, region, success } from './engine-suite.ts';

const suite = engineSuite();
const messaging = () => ({ url: suite.engines.messaging, region });
const queues: QueueClient = {
  receive: (...request) => createQueueClient(messaging()).receive(...request),
  delete: (...request) => createQueueClient(messaging()).delete(...request),
  send: (...request) => createQueueClient(messaging()).send(...request),
};

describe('the poller of a queue', () => {
  /** A time-out long enough for a busy machine, but where it must pass. */
  async function createQueue(visibilitySeconds = 60) {
    const name = suite.newName('queue');
    const arn = `arn:aws:sqs:${region}:000000000000:${name}`;
    const attributes = { VisibilityTimeout: String(visibilitySeconds) };
    const queue = {
      logicalId: name,
      name,
      arn,
      url: '',
      attributes,
      deadLetterArn: undefined,
      visibilityTimeoutSeconds: 1,
    };
    await deployQueues(messaging(), [queue], new Set());
    return arn;
  }

  /** Polls with a function that answers by its batch; the batches are the bodies it got. */
  function poll(
    sourceArn: string,
    changes: Partial<QueueMapping>,
    answer: (bodies: string[], attempt: number) => InvocationResult | Promise<InvocationResult>,
  ) {
    const batches: string[][] = [];
    const poller = startQueuePoller({
      mapping: {
        ...commonMapping,
        kind: 'queue',
        sourceArn,
        batchSize: 10,
        maximumConcurrency: undefined,
        ...changes,
      },
      region,
      queues,
      concurrency: 4,
      async invoke(payload) {
        const event: SQSEvent = JSON.parse(payload);
        batches.push(event.Records.map(({ body }) => body));
        return answer(batches.at(-1) ?? [], batches.length);
      },
    });
    onTestFinished(poller.stop);
    return batches;
  }

  const depth = async (arn: string) => {
    const found = (await suite.engines.queues()).find(({ name }) => arn.endsWith(`:${name}`));
    return (found?.visible ?? 0) + (found?.inFlight ?? 0);
  };
  const isEmpty = (arn: string) => vi.waitFor(async () => expect(await depth(arn)).toBe(0), 8_000);

  test('waits for more inside the batching window, beyond ten', async () => {
    const arn = await createQueue();
    const batches = poll(arn, { batchSize: 25, windowSeconds: 2 }, () => success);
    const bodies = Array.from({ length: 25 }, (_, index) => String(index));
    for (const body of bodies) await queues.send(arn, { body });
    await isEmpty(arn);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeGreaterThan(10);
    expect(batches.flat().sort()).toEqual(bodies.sort());
  });

  test('runs no more batches at once than the mapping allows', async () => {
    const arn = await createQueue();
    for (let index = 0; index < 12; index += 1) await queues.send(arn, { body: String(index) });
    let running = 0;
    let most = 0;
    poll(arn, { batchSize: 1, maximumConcurrency: 2 }, async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(40);
      running -= 1;
      return success;
    });
    await isEmpty(arn);
    expect(most).toBe(2);
  });

  test('deletes what its filters keep from the function', async () => {
    const arn = await createQueue();
    const filters = [JSON.stringify({ body: { kind: ['note'] } })];
    const batches = poll(arn, { filters }, () => success);
    await queues.send(arn, { body: '{"kind":"note"}' });
    await queues.send(arn, { body: '{"kind":"call"}' });
    await queues.send(arn, { body: 'no JSON' });
    await isEmpty(arn);
    expect(batches.flat()).toEqual(['{"kind":"note"}']);
  });

  test('takes reported items back only when the mapping asks for reports', async () => {
    const failing: InvocationResult = {
      kind: 'success',
      payload: '{"batchItemFailures":[{"itemIdentifier":""}]}',
    };
    const [trusting, asking] = [await createQueue(1), await createQueue(1)];
    const trusted = poll(trusting, {}, () => failing);
    const asked = poll(asking, { reportsFailures: true }, (_bodies, attempt) =>
      attempt === 1 ? failing : success,
    );
    await queues.send(trusting, { body: 'a' });
    await queues.send(asking, { body: 'b' });
    await isEmpty(trusting);
    await isEmpty(asking);
    expect(trusted).toEqual([['a']]);
    expect(asked).toEqual([['b'], ['b']]);
  });

  test('leaves a failed batch to the visibility time-out', async () => {
    const arn = await createQueue(1);
    const times: number[] = [];
    poll(arn, {}, () => {
      times.push(performance.now());
      return times.length === 1 ? failure : success;
    });
    await queues.send(arn, { body: 'a' });
    await isEmpty(arn);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(900);
  });

  test('cuts what is too large for one event', async () => {
    const arn = await createQueue();
    const body = 'x'.repeat(1_000_000);
    for (let index = 0; index < 8; index += 1) await queues.send(arn, { body });
    const batches = poll(arn, {}, () => success);
    await isEmpty(arn);
    expect(batches.flat()).toHaveLength(8);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(5);
  });
});
