import { join } from 'node:path';
import type { QueueClient } from '../clients/queues.ts';
import { createStreamClient } from '../clients/table-streams.ts';
import type { Engines } from '../engines/engines.ts';
import type { AsyncInvocations } from '../lambda/async-invocations.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import type { PrincipalRegister } from '../principals.ts';
import type { EventSourceMapping, StreamMapping } from '../template/event-source-mappings.ts';
import type { StackModel } from '../template/stack-model.ts';
import type { EventSource } from './event-source.ts';
import { startQueuePoller } from './queue-poller.ts';
import { startScheduleTimer } from './schedule-timer.ts';
import { startStreamPoller } from './stream-poller.ts';
import { openStreamPositions } from './stream-position.ts';

export type EventSourcesOptions = {
  model: StackModel;
  dataFolder: string;
  engines: Engines;
  queues: QueueClient;
  lambda: LambdaHost;
  asyncInvocations: AsyncInvocations;
  principals: PrincipalRegister;
  /** Batches of one queue at once at most. */
  concurrency: number;
};

/** What Lambda does to an event source in the name of the function's role. */
const NEEDED = {
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  stream: ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'],
};

/**
 * Starts every poller and schedule. Throws, as a deployment to AWS would fail, when a role may not read its source or
 * a queue shows a message again while the function may still work on it.
 */
export function startEventSources(options: EventSourcesOptions): EventSource[] {
  const { model, queues, asyncInvocations, engines } = options;
  for (const mapping of model.eventSourceMappings) requireDeployable(options, mapping);
  const positions = openStreamPositions(join(options.dataFolder, 'stream-positions.json'));
  const streams = createStreamClient({ url: engines.dynamodb, region: model.region });
  const { region, accountId } = model;
  const pollers = model.eventSourceMappings.map((mapping) => {
    const invoke = (payload: string) => options.lambda.invoke(mapping.functionArn, payload);
    if (mapping.kind === 'queue')
      return startQueuePoller({ mapping, region, queues, concurrency: options.concurrency, invoke });
    const tableName = tableOf(mapping, model);
    const { clock } = engines;
    return startStreamPoller({
      mapping,
      tableName,
      region,
      streams,
      positions,
      clock,
      invoke,
      send: queues.send,
    });
  });
  const schedules = model.schedules.map((schedule) =>
    startScheduleTimer({
      schedule,
      region,
      accountId,
      clock: engines.clock,
      invokeLater: asyncInvocations.add,
      send: queues.send,
    }),
  );
  return [...pollers, ...schedules];
}

function requireDeployable({ model, principals }: EventSourcesOptions, mapping: EventSourceMapping): void {
  const fn = model.functions.find(({ arn }) => arn === mapping.functionArn);
  if (fn === undefined) throw new Error(`${mapping.logicalId} feeds no function of the template.`);
  const missing = NEEDED[mapping.kind].filter((action) => !principals.allows(fn, action, mapping.sourceArn));
  if (missing.length > 0)
    throw new Error(
      `${mapping.logicalId}: AccessDenied: the role of ${fn.logicalId} does not allow ${missing.join(', ')} ` +
        `on ${mapping.sourceArn}. AWS would refuse this deployment.`,
    );
  const queue = model.queues.find(({ arn }) => arn === mapping.sourceArn);
  if (queue !== undefined && queue.visibilityTimeoutSeconds < fn.timeoutSeconds)
    throw new Error(
      `${mapping.logicalId}: the visibility time-out of ${queue.logicalId} (${queue.visibilityTimeoutSeconds} s) is ` +
        `less than the time-out of ${fn.logicalId} (${fn.timeoutSeconds} s). AWS would refuse this deployment.`,
    );
}

function tableOf({ logicalId, sourceArn }: StreamMapping, { tables }: StackModel): string {
  const table = tables.find(({ streamArn }) => streamArn === sourceArn);
  if (table === undefined) throw new Error(`${logicalId} reads the stream of no table of the template.`);
  return table.name;
}
