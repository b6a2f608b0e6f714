import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSettings } from '../../functions/interaction/brand-settings.ts';
import { routeBatch } from '../../functions/router/route-batch.ts';
import type { Router } from '../../functions/router/router.ts';
import { message, noon, phone } from './events.ts';
import { type Handler, type LocalRouter, startLocalRouter } from './local-router.ts';

let local: LocalRouter;
let router: Router;
const handler: Handler = (event, context) => routeBatch(router, event, context);

beforeAll(async () => {
  local = await startLocalRouter(2);
  const queue = new SQSClient({ maxAttempts: 1 });
  const { queueUrl } = local;
  // A client of the router's own, whose calls a test may interfere with.
  const table = { client: new DynamoDBClient({}), tableName: local.table.tableName };
  const deadLettersUrl = process.env.ROUTING_DLQ_URL ?? '';
  router = {
    table,
    queue,
    queueUrl,
    deadLettersUrl,
    windowHours: 72,
    settings: async () => defaultSettings,
    handoffKey: async () => 'k'.repeat(32),
    retryBaseSeconds: 2,
    clock: () => noon,
  };
});
afterAll(() => local.stop());

const body = z.object({ Entries: z.array(z.object({ VisibilityTimeout: z.number() })) });

/** The delays that the last invocation gave. */
function delays(): number[] {
  const calls = local.calls().filter(({ action }) => action === 'ChangeMessageVisibilityBatch');
  return body.parse(calls.at(-1)?.body).Entries.map(({ VisibilityTimeout }) => VisibilityTimeout);
}

describe('failed records', () => {
  it('come back after a delay that doubles, the later ones of the group with the first', async () => {
    await local.send(...[1, 2].map((id) => message({ id: `SM${id}`, atMs: id })));
    const noTime = 0;
    expect(await local.invoke(handler, noTime)).toEqual({ received: 2, failed: 2 });
    expect(delays()).toEqual([2, 2]);
    expect(await local.invoke(handler)).toBeUndefined();
    await local.send(message({ id: 'SM3', atMs: 3 }), message({ id: 'other', identity: phone('0199') }));
    local.passSeconds(2.5);
    expect(await local.invoke(handler, noTime)).toEqual({ received: 4, failed: 4 });
    // The first time for the fourth, which is somebody else's; the third waits with its group.
    expect(delays().sort()).toEqual([2, 4, 4, 4]);
    local.passSeconds(2.5);
    expect(await local.invoke(handler)).toEqual({ received: 1, failed: 0 });
    local.passSeconds(2);
    expect(await local.invoke(handler)).toEqual({ received: 3, failed: 0 });
  });

  it('wait for their own failures alone, not for those of the ones before them', async () => {
    const identity = phone('0188');
    local.interfere(({ action, body }) =>
      action === 'UpdateItem' && /INTERACTION#[^"]*:bad\d"/.test(JSON.stringify(body))
        ? { kind: 'error', status: 400, code: 'ValidationException', message: 'Made to fail' }
        : undefined,
    );
    await local.send(message({ id: 'bad1', identity }), message({ id: 'bad2', identity }));
    const firstDelays: (number | undefined)[] = [];
    for (let failure = 1; failure <= 5; failure += 1) {
      await local.invoke(handler);
      firstDelays.push(delays()[0]);
      local.passSeconds(40);
    }
    // At its fifth failure the first is set aside, and the second fails for the first time.
    expect(firstDelays).toEqual([2, 4, 8, 16, 2]);
    expect(await local.deadLetters()).toHaveLength(1);
    local.interfere(undefined);
    expect(await local.invoke(handler)).toEqual({ received: 1, failed: 0 });
  });

  it('come back by themselves when the delay cannot be set', async () => {
    await local.send(message({ id: 'SM9', atMs: 9 }));
    local.interfere(({ action }) =>
      action === 'ChangeMessageVisibilityBatch'
        ? { kind: 'error', status: 500, code: 'InternalError', message: 'Made to fail' }
        : undefined,
    );
    expect(await local.invoke(handler, 0)).toEqual({ received: 1, failed: 1 });
    local.passSeconds(61);
    expect(await local.invoke(handler)).toEqual({ received: 1, failed: 0 });
  });
});
