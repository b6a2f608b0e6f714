import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { encodeEvent } from '../../functions/interaction/encode-event.ts';
import type { InteractionEvent } from '../../functions/interaction/event.ts';
import { handleRecord } from '../../functions/router/handle-record.ts';
import type { Router } from '../../functions/router/router.ts';
import { issue, openedByChat, wrong } from '../conversation/handoffs.ts';
import { journeyTables } from '../store/journey-fixture.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { message, noon, phone, routingOf } from './events.ts';

const tables = journeyTables();
const MINUTE = 60_000;

function recordOf(event: InteractionEvent): SQSRecord {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: `${noon}`,
    SenderId: 'tests',
    ApproximateFirstReceiveTimestamp: `${noon}`,
  };
  const queue = { awsRegion: 'eu-west-1', eventSource: 'aws:sqs', eventSourceARN: 'arn:aws:sqs:::routing' };
  const ids = { messageId: event.providerInteractionId, receiptHandle: 'r', md5OfBody: '' };
  return { ...ids, ...queue, attributes, messageAttributes: {}, body: encodeEvent(event) };
}

it('codes that wrong ones closed are counted, for the source and for the brand, without what was written', async () => {
  const table = await tables.table();
  const conversationId = await openedByChat(table);
  const { secret } = await issue(table, { conversationId, channel: 'sms', kind: 'code' });
  const urls = { queueUrl: 'https://queue.example', deadLettersUrl: 'https://queue.example/dead' };
  const waiting = { retryBaseSeconds: 1, clock: () => noon + MINUTE };
  const router: Router = { ...routingOf(table), ...urls, ...waiting, queue: new SQSClient({}) };
  const told = [];
  for (let miss = 1; miss <= 20; miss += 1) {
    const identity = phone(`01${Math.ceil(miss / 5)}0`);
    const event = message({ id: `SM${miss}`, identity, text: wrong(secret, miss), atMs: MINUTE });
    const lines = await writtenBy(() => handleRecord(router, recordOf(event)));
    for (const line of lines.filter((each) => Object.keys(each).some((name) => name.startsWith('Codes')))) {
      const { _aws: _, ...counted } = line;
      told.push({ miss, ...counted });
    }
  }
  expect(told).toEqual([
    ...[5, 10, 15, 20].map((miss) => ({ miss, CodesClosedForSource: 1, brand: 'demo' })),
    { miss: 20, CodesClosedForBrand: 1, brand: 'demo' },
  ]);
});
