// Runs by inAProcess(): the handler writes log lines.
import type { Context } from 'aws-lambda';
import { whatsapp } from '../../functions/channels/social/whatsapp/index.ts';
import { webhookLambda } from '../../functions/intake/webhook.lambda.ts';
import { whatsappSettings } from '../channels/social/hub-deliveries.ts';
import { gatewayEvent } from '../intake/gateway-event.ts';
import { type LocalAws, startLocalAws } from '../intake/local-aws.ts';
import { whatsappBatch } from './deliveries.ts';
import { tell } from './in-a-process.ts';
import { exactly, type Measurement } from './measurement.ts';

const context = { awsRequestId: 'bench' } as Context;

async function callsOf(
  aws: LocalAws,
  deliver: () => ReturnType<ReturnType<typeof webhookLambda>>,
): Promise<string[]> {
  await aws.reset();
  const { statusCode } = await deliver();
  if (statusCode !== 200) throw new Error(`The webhook answered ${statusCode}, not 200.`);
  return aws.calls();
}

/** AWS calls of one webhook by how many events it brings, seen at the local AWS endpoint. */
async function awsCalls(): Promise<Measurement[]> {
  const aws = await startLocalAws();
  try {
    aws.setSecret(JSON.stringify(whatsappSettings));
    const handler = webhookLambda(whatsapp);
    const deliver = (events: number) => () => handler(gatewayEvent(whatsappBatch(events)), context);
    const rows: Measurement[] = [];
    const cold = await callsOf(aws, deliver(1));
    rows.push({ what: 'AWS calls of a webhook', of: '1 event, cold', value: cold.join(', ') });
    for (const events of [1, 10, 11, 1000]) {
      const calls = await callsOf(aws, deliver(events));
      const names = [...new Set(calls)].join(', ');
      const goal = exactly(Math.ceil(events / 10), calls.length);
      rows.push({
        what: 'AWS calls of a webhook',
        of: events === 1 ? '1 event' : `${events} events`,
        value: `${calls.length} (${names})`,
        goal,
      });
    }
    return rows;
  } finally {
    await aws.stop();
  }
}

tell(await awsCalls());
