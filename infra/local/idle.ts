import { setTimeout as sleep } from 'node:timers/promises';
import type { Engines } from './engines/engines.ts';
import type { EventSource } from './event-sources/event-source.ts';
import type { AsyncInvocations } from './lambda/async-invocations.ts';
import type { LambdaHost } from './lambda/lambda-host.ts';
import type { StackModel } from './template/stack-model.ts';

export type IdleParts = {
  model: StackModel;
  engines: Pick<Engines, 'queues'>;
  lambda: LambdaHost;
  asyncInvocations: AsyncInvocations;
  sources: readonly EventSource[];
};

/** Resolves when nothing is left to do; throws, naming what is, after `timeoutMs`. */
export async function waitUntilIdle(parts: IdleParts, timeoutMs: number): Promise<void> {
  const ends = performance.now() + timeoutMs;
  let busy: string[] = [];
  do {
    const { begun } = parts.lambda.activity();
    busy = await whatIsBusy(parts);
    if (busy.length === 0) {
      await Promise.all(parts.sources.map((source) => source.catchUp()));
      busy = await whatIsBusy(parts);
      if (busy.length === 0 && parts.lambda.activity().begun === begun) return;
    }
    await sleep(20);
  } while (performance.now() < ends);
  throw new Error(
    `The local stack is still busy after ${timeoutMs} ms: ${busy.join(', ') || 'new events arrive'}.`,
  );
}

async function whatIsBusy({
  model,
  engines,
  lambda,
  asyncInvocations,
  sources,
}: IdleParts): Promise<string[]> {
  const busy: string[] = [];
  const read = new Set(model.eventSourceMappings.map(({ sourceArn }) => sourceArn));
  const depths = new Map((await engines.queues()).map((depth) => [depth.name, depth]));
  for (const { arn, name } of model.queues) {
    const { visible = 0, inFlight = 0, delayed = 0 } = depths.get(name) ?? {};
    if (read.has(arn) && visible + inFlight + delayed > 0)
      busy.push(`${name} (${visible} visible, ${inFlight} in flight, ${delayed} delayed)`);
  }
  const { running } = lambda.activity();
  if (running > 0) busy.push(`${running} invocations`);
  if (asyncInvocations.pending > 0) busy.push(`${asyncInvocations.pending} asynchronous events`);
  if (sources.some((source) => source.busy())) busy.push('event sources');
  return busy;
}
