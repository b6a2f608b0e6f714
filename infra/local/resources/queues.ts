import * as z from 'zod';
import { callEngine, type EngineAddress } from '../clients/engine-call.ts';
import type { Queue } from '../template/stores.ts';

/** Creates what is missing and gives the others the template's attributes; dead-letter queues come first. */
export async function deployQueues(
  messaging: EngineAddress,
  queues: readonly Queue[],
  existing: ReadonlySet<string>,
): Promise<void> {
  const targets = new Set(queues.map(({ deadLetterArn }) => deadLetterArn));
  const ordered = queues.toSorted(
    (left, right) => Number(targets.has(right.arn)) - Number(targets.has(left.arn)),
  );
  for (const queue of ordered) {
    if (existing.has(queue.name)) await update(messaging, queue);
    else await call(messaging, 'CreateQueue', { QueueName: queue.name, Attributes: queue.attributes });
  }
}

async function update(messaging: EngineAddress, { name, attributes }: Queue): Promise<void> {
  // What kind of queue it is cannot change, and saying so again is an error.
  const { FifoQueue: _, ...Attributes } = attributes;
  if (Object.keys(Attributes).length === 0) return;
  await call(messaging, 'SetQueueAttributes', {
    QueueUrl: `${messaging.url}/000000000000/${name}`,
    Attributes,
  });
}

function call(messaging: EngineAddress, action: string, input: unknown): Promise<unknown> {
  return callEngine({
    ...messaging,
    service: 'sqs',
    target: `AmazonSQS.${action}`,
    input,
    answer: z.unknown(),
  });
}
