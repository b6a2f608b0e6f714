import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConfigurationError } from '../../functions/errors.ts';
import { handoffKey } from '../../functions/secrets/handoff-key.ts';
import { createSecretStore } from '../../infra/local/aws/secret-store.ts';
import { startAwsEndpoint } from '../../infra/local/aws/start-aws-endpoint.ts';
import { openEngines, region, removeFolder } from '../infra/local/engines/engine-fixture.ts';

const accountId = '000000000000';
const arnOf = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-AbCdEf`;
const values: Record<string, string | undefined> = {
  good: JSON.stringify({ key: 'k'.repeat(64) }),
  short: JSON.stringify({ key: 'hush-hush' }),
  other: JSON.stringify({ secret: 'hush-hush' }),
  empty: undefined,
};

let engines: Awaited<ReturnType<typeof openEngines>>;
let endpoint: Awaited<ReturnType<typeof startAwsEndpoint>>;

beforeAll(async () => {
  engines = await openEngines();
  const declared = Object.entries(values).map(([name, value]) => ({
    ...{ name, arn: arnOf(name) },
    ...(value !== undefined && { value }),
  }));
  endpoint = await startAwsEndpoint({
    engines: engines.engines,
    secrets: createSecretStore(declared),
    principals: { find: () => ({ name: 'router', allows: () => true }) },
    region,
    accountId,
  });
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint.url);
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ROUTER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await endpoint.stop();
  await engines.close();
  removeFolder(engines.folder);
});

const read = (name: string) => handoffKey(arnOf(name), { requestTimeout: 3_000 })();

describe('the key of handoffs', () => {
  it('is read from its secret', async () => {
    expect(await read('good')).toBe('k'.repeat(64));
  });

  it.each(['short', 'other', 'empty', 'missing'])(
    'that is %s is an error that says what to do',
    async (name) => {
      const error: unknown = await read(name).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(String(error)).toMatch(/secret of handoffs .*Put \{"key"/);
      expect(String(error)).not.toContain('hush-hush');
    },
  );
});
