import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { catalog } from '../../functions/channels/catalog.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { httpEvent } from './example-provider.ts';

interface LambdaModule {
  handler: { (event: unknown, context: Context): Promise<unknown>; use: unknown };
}

const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 10_000 } as Context;
const idsOf = (kind: 'webhook' | 'mail') =>
  catalog.filter(({ intake }) => intake === kind).map(({ id }) => id);
const webhooks = idsOf('webhook');
const mails = idsOf('mail');
const functions = new URL('../../functions/channels/', import.meta.url);
const load = async (file: string): Promise<LambdaModule> =>
  import(/* @vite-ignore */ new URL(file, functions).pathname);

beforeEach(() => {
  vi.stubEnv('PROVIDER_SECRET_ARN', undefined);
  return () => vi.unstubAllEnvs();
});

describe('the function of each provider', () => {
  it.each(webhooks)('%s exports the wrapped handler: it answers even when it is not set up', async (id) => {
    const { handler } = await load(`${id}/webhook.lambda.ts`);
    expect(handler.use).toBeTypeOf('function');
    const lines = await writtenBy(async () => {
      expect(await handler(httpEvent('{}'), context)).toEqual({ statusCode: 500, body: '' });
    });
    expect(lines).toContainEqual(expect.objectContaining({ ConfigurationFailure: 1, provider: id }));
  });

  it.each(mails)('%s exports the wrapped handler: it hands a mail back when it is not set up', async (id) => {
    const { handler } = await load(`${id}/mail.lambda.ts`);
    expect(handler.use).toBeTypeOf('function');
    const record = { messageId: 'm-1', body: '{}', attributes: { SentTimestamp: '0' } };
    const lines = await writtenBy(async () => {
      expect(await handler({ Records: [record] }, context)).toEqual({
        batchItemFailures: [{ itemIdentifier: 'm-1' }],
      });
    });
    expect(lines).toContainEqual(expect.objectContaining({ ConfigurationFailure: 1, provider: id }));
  });
});
