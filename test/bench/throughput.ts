import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { tableSchema } from '../../functions/store/table-schema.ts';
import { developmentSecrets, firstAccount, type SentAs } from '../../infra/local/deliver/settings.ts';
import { deliverWebhook } from '../../infra/local/deliver/webhook.ts';
import { type LocalStack, startLocalStack } from '../../infra/local/local-stack.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import type { Measurement } from './measurement.ts';

const root = resolve(import.meta.dirname, '..', '..');
const inputs = ['infra/*', 'functions/**/*', 'cdk.json', 'package-lock.json'];
const WARM_UP = 100;
const MESSAGES = 1000;
const PEOPLE = 100;
const AT_ONCE = 8;

function textMessage(account: string, index: number): Buffer {
  const sid = `SM${String(index).padStart(32, '0')}`;
  const from = `+1415555${String(index % PEOPLE).padStart(4, '0')}`;
  const fields = {
    MessageSid: sid,
    SmsStatus: 'received',
    NumMedia: '0',
    From: from,
    To: account,
    Body: 'Hello',
  };
  return Buffer.from(new URLSearchParams(fields).toString());
}

/** Delivers the messages of [from, to), some at a time; throws when one is not taken. */
async function deliver(as: SentAs, from: number, to: number): Promise<void> {
  const account = firstAccount(as, 'sms/twilio');
  let next = from;
  const sender = async () => {
    while (next < to) {
      const { status } = await deliverWebhook(as, 'sms/twilio', textMessage(account, next++));
      if (status !== 200) throw new Error(`A webhook of the local stack was answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
}

/** How many interactions the journeys hold. */
async function recorded({ awsEndpoint, model, credentials }: LocalStack): Promise<number> {
  const client = new DynamoDBClient({ endpoint: awsEndpoint.url, region: model.region, credentials });
  const request = {
    TableName: model.outputs.JourneyTableName,
    IndexName: tableSchema.timelineIndex.indexName,
  };
  let count = 0;
  for await (const page of paginateScan({ client }, { ...request, Select: 'COUNT' }))
    count += page.Count ?? 0;
  client.destroy();
  return count;
}

async function run(stack: LocalStack): Promise<Measurement[]> {
  const as = { url: stack.url, secrets: developmentSecrets() };
  await deliver(as, 0, WARM_UP);
  await stack.idle();
  const began = performance.now();
  await deliver(as, WARM_UP, WARM_UP + MESSAGES);
  const acceptedS = (performance.now() - began) / 1000;
  await stack.idle();
  const seconds = (performance.now() - began) / 1000;
  const found = await recorded(stack);
  if (found !== WARM_UP + MESSAGES)
    throw new Error(`${found} interactions are recorded, not ${WARM_UP + MESSAGES}.`);
  const of = `${MESSAGES} SMS of ${PEOPLE} people, ${AT_ONCE} at a time`;
  const row = (what: string, time: number) => ({
    what,
    of,
    value: `${(MESSAGES / time).toFixed(0)} a second`,
  });
  return [
    row('Local stack: webhooks accepted', acceptedS),
    row('Local stack: messages from webhook to journey', seconds),
  ];
}

/** A bounded run through the synthesized stack on this machine; every message is there at the end, or it throws. */
export async function throughput(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const template = join(folder, 'template');
  try {
    await synthesize({ root, app: 'infra/app.ts', output: template, inputs, context: {} });
    const secrets = developmentSecrets();
    const stack = await startLocalStack({ template, dataFolder: join(folder, 'data'), port: 0, secrets });
    try {
      return await run(stack);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
