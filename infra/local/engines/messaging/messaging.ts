import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { SNSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { LambdaDelivery, QueueDepth } from '../engines.ts';

/** What the messaging thread tells us. */
export type FromMessaging =
  | { kind: 'ready'; url: string }
  | { kind: 'delivery'; functionArn: string; event: SNSEvent };

export type Messaging = {
  readonly url: string;
  queues(): Promise<QueueDepth[]>;
  onLambdaDelivery(deliver: LambdaDelivery): void;
  stop(): Promise<void>;
};

/** Starts SQS, SNS and S3 on fauxqs, in a thread of its own whose Date follows the clock. */
export async function startMessaging(folder: string, clock: Clock, region: string): Promise<Messaging> {
  mkdirSync(folder, { recursive: true });
  const worker = new Worker(new URL('./messaging-thread.ts', import.meta.url), {
    workerData: { folder, region, cell: clock.cell },
  });
  const waiting: [string, SNSEvent][] = [];
  let deliver: LambdaDelivery = (...delivery) => void waiting.push(delivery);
  const url = await new Promise<string>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromMessaging) => {
      if (message.kind === 'ready') resolve(message.url);
      else deliver(message.functionArn, message.event);
    });
  });
  return {
    url,
    queues: () => readDepths(url),
    onLambdaDelivery(next) {
      deliver = next;
      for (const delivery of waiting.splice(0)) next(...delivery);
    },
    stop: () => stopWorker(worker),
  };
}

function stopWorker(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    // A thread that has ended by itself has no id any more, and will not say so again.
    if (worker.threadId === -1) resolve();
    worker.once('exit', () => resolve());
    worker.postMessage('stop');
  });
}

const depths = z.array(
  z.object({
    name: z.string(),
    approximateMessageCount: z.number(),
    approximateInflightCount: z.number(),
    approximateDelayedCount: z.number(),
  }),
);

async function readDepths(url: string): Promise<QueueDepth[]> {
  const answer = await fetch(`${url}/_fauxqs/queues`);
  return depths.parse(await answer.json()).map((queue) => ({
    name: queue.name,
    visible: queue.approximateMessageCount,
    inFlight: queue.approximateInflightCount,
    delayed: queue.approximateDelayedCount,
  }));
}
