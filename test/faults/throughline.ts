import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import type { JourneyTable } from '../../functions/store/journey-table.ts';
import { deliverMail } from '../../infra/local/deliver/mail.ts';
import { type DevelopmentSecrets, developmentSecrets } from '../../infra/local/deliver/settings.ts';
import { deliverWebhook } from '../../infra/local/deliver/webhook.ts';
import { type LocalStack, startLocalStack } from '../../infra/local/local-stack.ts';
import { describeRunning } from '../../infra/local/running.ts';
import { LOCAL_API_TOKEN, seed } from '../../infra/local/seed.ts';
import { throughlineTemplate } from '../infra/throughline-template.ts';
import type { Delivery } from './deliveries.ts';

/** Throughline on this machine, as its template says, and the ways in that a provider or a CRM has. */
export interface Throughline {
  stack: LocalStack;
  /** Past the functions, straight to the table. */
  table: JourneyTable;
  /** Milliseconds since 1970, before anything was delivered. */
  startedAt: number;
  /** Delivers once, as the provider would. Resolves to the HTTP status; a mail has none and counts as 200. */
  deliver(delivery: Delivery): Promise<number>;
  /** What a function has logged so far, by the beginning of its logical id. */
  logOf(id: string): string;
  /** Reads the API. Throws for any answer but 200. */
  read(path: string): Promise<unknown>;
  /** Posts JSON to the API. Resolves to the HTTP status. */
  post(path: string, body: unknown): Promise<number>;
  stop(): Promise<void>;
}

const authorization = `Bearer ${LOCAL_API_TOKEN}`;

export interface ThroughlineOptions {
  template?: string;
  dataFolder: string;
  clockOffsetMs?: number;
  /** Processes of one function at most. */
  sandboxLimit?: number;
  /** Those of development unless given. */
  secrets?: DevelopmentSecrets;
}

/** Starts the deployment on a folder, which keeps its data when it stops. */
export async function startThroughline(options: ThroughlineOptions): Promise<Throughline> {
  const { dataFolder, clockOffsetMs = 0, sandboxLimit = 2 } = options;
  const { template = await throughlineTemplate(), secrets = developmentSecrets() } = options;
  const settings = { template, dataFolder, clockOffsetMs, secrets, port: 0, sandboxLimit };
  const stack = await startLocalStack(settings);
  await seed(stack);
  const running = describeRunning(stack);
  const endpoint = stack.awsEndpoint.url;
  const client = new DynamoDBClient({
    endpoint,
    region: stack.model.region,
    credentials: stack.credentials,
  });
  return {
    stack,
    table: { client, tableName: stack.outputs.JourneyTableName ?? '' },
    startedAt: stack.clock.now(),
    async deliver(delivery) {
      if (delivery.providerId !== 'email/ses') {
        const { providerId, body } = delivery;
        return (await deliverWebhook({ url: stack.url, secrets }, providerId, body)).status;
      }
      const { mime, messageId, at } = delivery;
      await deliverMail(running, { mime, messageId, now: at, recipients: ['help@demo.example.com'] });
      return 200;
    },
    logOf(id) {
      const fn = stack.model.functions.find(({ logicalId }) => logicalId.startsWith(id));
      return readFileSync(join(dataFolder, 'logs', `${fn?.logicalId}.log`), 'utf8');
    },
    async post(path, body) {
      const headers = { authorization, 'content-type': 'application/json' };
      const request = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await fetch(`${stack.url}/v1/${path}`, request)).status;
    },
    async read(path) {
      const response = await fetch(`${stack.url}/v1/${path}`, { headers: { authorization } });
      if (response.status !== 200) throw new Error(`/v1/${path} answered ${response.status}`);
      return await response.json();
    },
    async stop() {
      client.destroy();
      await stack.stop();
    },
  };
}

/**
 * One deployment for all tests of a file, gone with its data at the end. Nothing happens in it by the clock alone:
 * the same deliveries leave the same table, however long it takes.
 */
export function throughline(
  options: Pick<ThroughlineOptions, 'sandboxLimit' | 'secrets'> = {},
): () => Throughline {
  const dataFolder = mkdtempSync(join(tmpdir(), 'throughline-'));
  let started: Throughline | undefined;
  beforeAll(async () => {
    const template = await throughlineTemplate({ isQuiet: true });
    started = await startThroughline({ dataFolder, template, ...options });
  }, 120_000);
  afterAll(async () => {
    await started?.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return () => {
    if (started === undefined) throw new Error('The deployment is there inside a test alone.');
    return started;
  };
}
