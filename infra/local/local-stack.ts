import { join } from 'node:path';
import type { AwsEndpoint } from './aws/aws-endpoint.ts';
import type { OnCall } from './aws/call.ts';
import { createSecretStore } from './aws/secret-store.ts';
import { startAwsEndpoint } from './aws/start-aws-endpoint.ts';
import { createQueueClient } from './clients/queues.ts';
import { type Clock, createClock } from './engines/clock.ts';
import type { Engines } from './engines/engines.ts';
import { startEngines } from './engines/start-engines.ts';
import type { EventSource } from './event-sources/event-source.ts';
import { startEventSources } from './event-sources/start-event-sources.ts';
import { startApiServers } from './http/api-servers.ts';
import { createHttpFront } from './http/http-front.ts';
import { waitUntilIdle } from './idle.ts';
import { createAsyncInvocations } from './lambda/async-invocations.ts';
import type { FunctionHost } from './lambda/function-host.ts';
import { createLambdaHost, type LambdaHost } from './lambda/lambda-host.ts';
import { type Credentials, createPrincipals, type PrincipalRegister } from './principals.ts';
import { deployResources } from './resources/deploy-resources.ts';
import { declareSecrets } from './secret-values.ts';
import { readStack } from './template/read-stack.ts';
import type { StackModel } from './template/stack-model.ts';

export type LocalStackOptions = {
  /** A `cdk.out` folder with one stack. */
  template: string;
  /** Data, logs and positions; it survives a stop, and a kill. */
  dataFolder: string;
  /** Of the first HTTP API; 0 takes any. Further ones take any. */
  port: number;
  region?: string;
  clockOffsetMs?: number;
  /** Values by a secret's name, or by the end of its name after a slash. */
  secrets?: Record<string, unknown>;
  /** Sees and may disturb every AWS call of the functions and of the operator. */
  onCall?: OnCall;
  /** Processes of one function at most. */
  sandboxLimit?: number;
};

export type LocalStack = {
  /** Of the first HTTP API, without a slash at the end; empty when the stack has none. */
  readonly url: string;
  readonly model: StackModel;
  readonly outputs: Readonly<Record<string, string>>;
  /** The one address of all AWS services. */
  readonly awsEndpoint: Pick<AwsEndpoint, 'url' | 'queueUrl' | 'setOnCall'>;
  /** May do everything at the AWS endpoint. */
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly engines: Pick<Engines, 'queues' | 'sweepExpiredItems'>;
  /** A function by its logical id or construct path. Throws when the stack has none such. */
  function(id: string): FunctionHost;
  /**
   * Resolves when no queue that a function reads holds a message, no stream a record to read, and no invocation runs
   * or waits for another attempt. Throws, naming what is busy, after `timeoutMs` (60 s).
   */
  idle(timeoutMs?: number): Promise<void>;
  /** Ends everything that was started. Data stays. */
  stop(): Promise<void>;
};

const ACCOUNT_ID = '000000000000';

/**
 * Deploys a synthesized template to this machine. Throws, saying what to do, when a port or the folder is in use,
 * and when the template has something that would not work here as on AWS.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return await start(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: LocalStackOptions,
  stops: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<LocalStack> {
  const { dataFolder, region = 'eu-west-1', sandboxLimit = 8 } = options;
  const clock = createClock(options.clockOffsetMs);
  const place = { region, accountId: ACCOUNT_ID };
  // Names, roles and secrets are known before the addresses are; the addresses need ports.
  const draft = readStack(options.template, { ...place, queueUrl: (name) => name, apiUrl: (id) => id });
  const apiIds = draft.httpApis.map(({ logicalId }) => logicalId);
  const servers = await startApiServers(apiIds, options.port);
  stops.push(servers.stop);
  const engines = await startEngines({ dataFolder: join(dataFolder, 'engines'), clock, region });
  stops.push(engines.stop);
  const principals = createPrincipals(draft);
  const secrets = createSecretStore(declareSecrets(draft.secrets, options.secrets ?? {}));
  const awsEndpoint = await startAwsEndpoint({
    ...place,
    engines,
    secrets,
    principals,
    ...(options.onCall && { onCall: options.onCall }),
  });
  stops.push(awsEndpoint.stop);
  const model = readStack(options.template, {
    ...place,
    queueUrl: awsEndpoint.queueUrl,
    apiUrl: servers.url,
  });
  await deployResources(model, engines);
  const work = startWork({ model, dataFolder, engines, principals, awsEndpoint, sandboxLimit, stops });
  for (const api of model.httpApis) {
    const front = createHttpFront({ api, accountId: ACCOUNT_ID, clock, invoke: work.lambda.invoke });
    servers.serve(api.logicalId, front);
  }
  return {
    url: servers.url(apiIds[0] ?? ''),
    model,
    outputs: model.outputs,
    awsEndpoint,
    credentials: principals.operator,
    clock,
    engines,
    function: (id) => findFunction(model, work.lambda, id),
    idle: (timeoutMs = 60_000) => waitUntilIdle({ model, engines, ...work }, timeoutMs),
    stop,
  };
}

type WorkOptions = {
  model: StackModel;
  dataFolder: string;
  engines: Engines;
  principals: PrincipalRegister;
  awsEndpoint: AwsEndpoint;
  sandboxLimit: number;
  stops: (() => Promise<void>)[];
};

/** Everything that invokes functions by itself, and the functions. */
function startWork(options: WorkOptions) {
  const { model, dataFolder, engines, principals, awsEndpoint, sandboxLimit, stops } = options;
  const sources: EventSource[] = [];
  const { functions, region } = model;
  const { clock } = engines;
  const awsEndpointUrl = awsEndpoint.url;
  const queues = createQueueClient({ url: engines.messaging, region });
  const lambda = createLambdaHost({
    functions,
    dataFolder,
    region,
    awsEndpointUrl,
    principals,
    clock,
    sandboxLimit,
  });
  const { invoke } = lambda;
  const asyncInvocations = createAsyncInvocations({ functions, clock, invoke, send: queues.send });
  stops.push(async () => {
    // Pollers wait for their invocations, which the end of the sandboxes ends.
    const ended = [...sources.map((source) => source.stop()), asyncInvocations.stop()];
    await lambda.stop();
    await Promise.all(ended);
  });
  const parts = { model, dataFolder, engines, queues, lambda, asyncInvocations, principals };
  sources.push(...startEventSources({ ...parts, concurrency: sandboxLimit }));
  engines.onLambdaDelivery((arn, event) => asyncInvocations.add(arn, JSON.stringify(event)));
  return { lambda, asyncInvocations, sources };
}

function findFunction({ functions, paths }: StackModel, lambda: LambdaHost, id: string): FunctionHost {
  const fn = functions.find(({ logicalId }) => logicalId === id || logicalId === paths.get(id));
  const host = fn && lambda.function(fn.arn);
  if (host === undefined) throw new Error(`The stack has no function ${id}.`);
  return host;
}
