import type { Engines } from '../engines/engines.ts';
import type { StackModel } from '../template/stack-model.ts';
import { deployBuckets } from './buckets.ts';
import { deployQueues } from './queues.ts';
import { deployTables } from './tables.ts';
import { deployTopics } from './topics.ts';

/**
 * Makes the template's tables, queues, topics and buckets exist in the engines; what exists keeps its data. Throws
 * when a table's data no longer fits the template.
 */
export async function deployResources(model: StackModel, engines: Engines): Promise<void> {
  const { region } = model;
  const messaging = { url: engines.messaging, region };
  const existing = new Set((await engines.queues()).map(({ name }) => name));
  await Promise.all([
    deployTables({ url: engines.dynamodb, region }, model.tables),
    deployQueues(messaging, model.queues, existing).then(() => deployTopics(messaging, model)),
    deployBuckets(messaging, model.buckets),
  ]);
}
