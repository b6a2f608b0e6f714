import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { catalog } from '../../functions/channels/catalog.ts';
import { writtenBy } from '../telemetry/written-lines.ts';
import { httpEvent } from './example-provider.ts';

interface LambdaModule {
  handler: { (event: unknown, context: Context): Promise<unknown>; use: unknown };
}

const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 10_000 } as Context;
const webhooks = catalog.filter(({ intake }) => intake === 'webhook').map(({ id }) => id);
const functions = new URL('../../functions/channels/', import.meta.url);
const load = async (id: string): Promise<LambdaModule> =>
  import(/* @vite-ignore */ new URL(`${id}/webhook.lambda.ts`, functions).pathname);

beforeEach(() => {
  vi.stubEnv('PROVIDER_SECRET_ARN', undefined);
  return () => vi.unstubAllEnvs();
});

describe('the function of each provider', () => {
  it.each(webhooks)('%s exports the wrapped handler: it answers even when it is not set up', async (id) => {
    const { handler } = await load(id);
    expect(handler.use).toBeTypeOf('function');
    const lines = await writtenBy(async () => {
      expect(await handler(httpEvent('{}'), context)).toEqual({ statusCode: 500, body: '' });
    });
    expect(lines).toContainEqual(expect.objectContaining({ ConfigurationFailure: 1, provider: id }));
  });
});
