import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Context, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailLambda } from '../../functions/intake/mail.lambda.ts';
import { webhookLambda } from '../../functions/intake/webhook.lambda.ts';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { eventId, queueIds } from '../../functions/interaction/event-ids.ts';
import { mailSamples, webhookSamples } from '../channels/all-samples.ts';
import type { ProviderSamples, Sample } from '../channels/provider-samples.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { gatewayEvent } from './gateway-event.ts';
import { type LocalAws, startLocalAws } from './local-aws.ts';

const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 } as Context;

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());
beforeEach(() => aws.reset());

/** The queue tells events apart by their id and, as it deduplicates inside a group, by their group. */
const nameOf = (event: InteractionEvent) => `${eventId(event)} in ${queueIds(event).groupId}`;

/** Names of everything the deliveries say for accounts that are configured. */
async function expectedIds<Request extends { receivedAt: number }>(
  { provider, settings }: ProviderSamples<Request>,
  deliveries: readonly Sample<Request>[],
): Promise<string[]> {
  const configured = provider.configure(settings);
  const ids = new Set<string>();
  for (const { request } of deliveries) {
    const delivery = await configured.parse(request);
    for (const event of delivery.normalize(request.receivedAt)) {
      const brand = configured.accounts[event.account]?.brand;
      if (brand !== undefined) ids.add(nameOf({ ...event, brand }));
    }
  }
  return [...ids].sort();
}

const queuedIds = async () => (await aws.queued()).map(nameOf).sort();

describe('every documented delivery of every provider', () => {
  it.each(webhookSamples.map((samples) => ({ id: samples.provider.manifest.id, samples })))(
    '$id: is answered 200 and on the queue, once',
    async ({ samples }) => {
      aws.setSecret(JSON.stringify(samples.settings));
      const handler = webhookLambda(samples.provider);
      const lines = await writtenBy(async () => {
        for (const { request, name } of [...samples.deliveries, ...samples.deliveries]) {
          const answer = await handler(gatewayEvent(request), context);
          expect(answer, name).toMatchObject({ statusCode: 200 });
        }
      });
      const expected = await expectedIds(samples, samples.deliveries);
      expect(expected.length).toBeGreaterThan(5);
      expect(await queuedIds()).toEqual(expected);
      expect(lines.filter((line) => 'Quarantined' in line && line.reason !== 'unknown-account')).toEqual([]);
    },
  );

  it.each(mailSamples.map((samples) => ({ id: samples.provider.manifest.id, samples })))(
    '$id: is taken in and on the queue, once',
    async ({ samples }) => {
      aws.setSecret(JSON.stringify(samples.settings));
      const handler = mailLambda(samples.provider);
      await writtenBy(async () => {
        for (const { request, name } of samples.deliveries) {
          process.env.MAIL_BUCKET = 'inbox';
          await aws.s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: request.key, Body: request.mime }));
          const body = request.notification.replaceAll(request.bucket, 'inbox');
          const attributes = { SentTimestamp: `${request.receivedAt}` };
          const record = { messageId: name, body, attributes } as SQSRecord;
          for (const Records of [[record], [record]])
            expect(await handler({ Records }, context), name).toEqual({ batchItemFailures: [] });
        }
      });
      const expected = await expectedIds(samples, samples.deliveries);
      expect(expected.length).toBeGreaterThan(1);
      expect(await queuedIds()).toEqual(expected);
    },
  );
});
