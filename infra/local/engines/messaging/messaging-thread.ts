import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { buildApp, S3Store } from './fauxqs-internals.ts';
import { LambdaQueueStore, LambdaTopicStore } from './lambda-subscriptions.ts';
import type { FromMessaging } from './messaging.ts';
import { QueueStorage } from './queue-storage.ts';
import { correctRequests } from './request-corrections.ts';
import { followClock } from './thread-clock.ts';

const settings = z.object({ folder: z.string(), region: z.string(), cell: z.instanceof(SharedArrayBuffer) });

function tell(message: FromMessaging): void {
  parentPort?.postMessage(message);
}

async function run(): Promise<void> {
  const { folder, region, cell } = settings.parse(workerData);
  followClock(cell);
  const storage = new QueueStorage(folder);
  const topics = new LambdaTopicStore(region);
  const queues = new LambdaQueueStore(storage, region, (functionArn, event) =>
    tell({ kind: 'delivery', functionArn, event }),
  );
  const objects = new S3Store();
  storage.load(queues, topics, objects);
  for (const store of [queues, topics, objects]) store.persistence = storage;

  const app = buildApp({ logger: false, stores: { sqsStore: queues, snsStore: topics, s3Store: objects } });
  correctRequests(app, { queues, topics, objects });
  parentPort?.once('message', async () => {
    await app.close();
    storage.close();
    parentPort?.close();
  });
  tell({ kind: 'ready', url: await app.listen({ host: '127.0.0.1', port: 0 }) });
}

await run();
