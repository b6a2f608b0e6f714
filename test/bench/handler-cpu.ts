// Runs by inAProcess(): the handlers write log lines.
import { createHmac } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { webhookLambda } from '../../functions/intake/webhook.lambda.ts';
import { gatewayEvent } from '../intake/gateway-event.ts';
import { cpuPerCall } from './cpu-per-call.ts';
import { type Typical, typicalDeliveries, whatsappBatch } from './deliveries.ts';
import { tell } from './in-a-process.ts';
import { atMost, type Measurement } from './measurement.ts';

const GOAL = 6;
const context = { awsRequestId: 'bench' } as Context;

Object.assign(process.env, {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  PROVIDER_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:bench',
  ROUTING_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/000000000000/routing.fifo',
  QUARANTINE_BUCKET: 'quarantine',
  CONTENT_BUCKET: 'content',
  PUBLIC_URL: 'https://hooks.example.com',
});

/** Ends the calls of a client where the SDK is asked: what is left is ours. */
function answerCalls(client: { prototype: { send: unknown } }, answer: object): void {
  client.prototype.send = async () => answer;
}

/** The least anyone could do with the same bytes: read them once, and check one signature over them. */
function leastWork({ request, samples }: Typical): () => unknown {
  const { body, url } = request;
  const secret = JSON.stringify(samples.settings);
  const isJson = request.headers['content-type']?.includes('json') ?? false;
  if (isJson)
    return () => [JSON.parse(body.toString()), createHmac('sha256', secret).update(body).digest('hex')];
  return () => {
    const fields = [...new URLSearchParams(body.toString())];
    return createHmac('sha1', secret)
      .update(`${url}${fields.flat().join('')}`)
      .digest('base64');
  };
}

async function measure(typical: Typical, of: string): Promise<Measurement> {
  answerCalls(SecretsManagerClient, { SecretString: JSON.stringify(typical.samples.settings) });
  const handler = webhookLambda(typical.samples.provider);
  const event = gatewayEvent(typical.request);
  const answer = await handler(event, context);
  if (answer.statusCode !== 200) throw new Error(`${typical.id} answered ${answer.statusCode}, not 200.`);
  const [ours = Number.NaN, least = Number.NaN] = await cpuPerCall([
    () => handler(event, context),
    leastWork(typical),
  ]);
  const ratio = ours / least;
  const value = `${ratio.toFixed(1)} × the least (${ours.toFixed(0)} µs / ${least.toFixed(1)} µs)`;
  return { what: 'Handler CPU without the AWS call', of, value, goal: atMost(GOAL, ratio) };
}

/** CPU of the whole handler, middleware and log lines included, without the AWS calls. */
async function handlerCpu(): Promise<Measurement[]> {
  answerCalls(SQSClient, {});
  const rows: Measurement[] = [];
  for (const typical of typicalDeliveries) rows.push(await measure(typical, `${typical.id}, 1 message`));
  for (const typical of typicalDeliveries.filter(({ id }) => id === 'social/whatsapp'))
    for (const messages of [10, 1000])
      rows.push(
        await measure(
          { ...typical, request: whatsappBatch(messages) },
          `${typical.id}, ${messages} messages`,
        ),
      );
  return rows;
}

tell(await handlerCpu());
