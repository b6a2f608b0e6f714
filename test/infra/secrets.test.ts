import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsEndpoint } from '../../infra/local/aws/aws-endpoint.ts';
import { createSecretStore, type SecretStore } from '../../infra/local/aws/secret-store.ts';
import { startAwsEndpoint } from '../../infra/local/aws/start-aws-endpoint.ts';
import { changeSecret } from '../../infra/provider-secrets.ts';
import { rotated } from '../../infra/secret-settings.ts';
import { openEngines, region, removeFolder } from './local/engines/engine-fixture.ts';

const accountId = '000000000000';
const credentials = { accessKeyId: 'OPERATOR', secretAccessKey: 'secret' };
const name = 'Throughline/sms/twilio';
const settings = { authTokens: ['first-token'], accounts: { '+14155550100': { brand: 'demo' } } };

let engines: Awaited<ReturnType<typeof openEngines>>;
let endpoint: AwsEndpoint;
let client: SecretsManagerClient;
let store: SecretStore;

beforeAll(async () => {
  engines = await openEngines();
});
beforeEach(async () => {
  await endpoint?.stop();
  client?.destroy();
  store = createSecretStore([
    { name, arn: `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-AbCdEf` },
  ]);
  const principals = { find: () => ({ name: 'operator', allows: () => true }) };
  endpoint = await startAwsEndpoint({
    engines: engines.engines,
    secrets: store,
    principals,
    region,
    accountId,
  });
  client = new SecretsManagerClient({ endpoint: endpoint.url, region, credentials });
});
afterAll(async () => {
  client.destroy();
  await endpoint.stop();
  await engines.close();
  removeFolder(engines.folder);
});

const stored = () => JSON.parse(store.get(name) ?? 'null');
const change = (input: unknown, rotate = false, provider = 'sms/twilio', stackName = 'Throughline') =>
  changeSecret({ client, stackName, provider, input: JSON.stringify(input), rotate });

describe('filling a secret', () => {
  it('stores what the provider accepts', async () => {
    expect(await change(settings)).toBe(name);
    expect(stored()).toEqual(settings);
  });

  it('refuses what it does not, naming the field and no value', async () => {
    const wrong = change({ authTokens: [], accounts: { '+14155550100': { brand: 'NOT A BRAND' } } });
    await expect(wrong).rejects.toThrow(/accounts\.\+14155550100\.brand .*authTokens/);
    await expect(wrong).rejects.not.toThrow(/NOT A BRAND/);
    expect(stored()).toBeNull();
  });

  it('refuses development values', async () => {
    await expect(change({ ...settings, authTokens: ['development-only-x'] })).rejects.toThrow(/infra\/local/);
    expect(stored()).toBeNull();
  });

  it('refuses what is not JSON without quoting it', async () => {
    const input = '{"authTokens": [hush';
    const wrong = changeSecret({
      client,
      stackName: 'Throughline',
      provider: 'sms/twilio',
      input,
      rotate: false,
    });
    await expect(wrong).rejects.toThrow('The input is not JSON.');
  });

  it('says which providers there are, and what to do when the stack is not deployed', async () => {
    await expect(change(settings, false, 'sms/pigeon')).rejects.toThrow(/sms\/pigeon.*sms\/twilio/);
    await expect(change(settings, false, 'sms/twilio', 'Elsewhere')).rejects.toThrow(/deploy the stack/);
  });
});

describe('rotating', () => {
  it('puts the new secret in front and keeps the one before', async () => {
    await change(settings);
    await change({ authTokens: ['second-token'] }, true);
    expect(stored()).toEqual({ ...settings, authTokens: ['second-token', 'first-token'] });
  });

  it('forgets the one before that', async () => {
    await change(settings);
    await change({ authTokens: ['second-token'] }, true);
    await change({ authTokens: ['third-token'] }, true);
    expect(stored().authTokens).toEqual(['third-token', 'second-token']);
  });

  it('twice with the same is once', async () => {
    await change(settings);
    await change({ authTokens: ['second-token'] }, true);
    await change({ authTokens: ['second-token'] }, true);
    expect(stored().authTokens).toEqual(['second-token', 'first-token']);
  });

  it('needs a secret that has a value', async () => {
    await expect(change({ authTokens: ['second-token'] }, true)).rejects.toThrow(/fill it first/);
  });

  it.each([
    ['a list the settings do not have', { appSecrets: ['x'] }],
    ['accounts', { accounts: { '+14155550100': { brand: 'other' } } }],
    ['a bare text', 'x'],
    ['an empty list', { authTokens: [] }],
    ['nothing', {}],
  ])('refuses %s', (_what, input) => {
    expect(() => rotated(settings, input)).toThrow(/rotate/);
  });
});

describe('npm run secrets', () => {
  async function run(args: string[], input = '') {
    const command = spawn(process.execPath, ['infra/secrets.ts', ...args], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint.url,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    });
    command.stdin.end(input);
    const [out, error] = await Promise.all([
      text(command.stdout),
      text(command.stderr),
      once(command, 'close'),
    ]);
    return { code: command.exitCode, said: out + error };
  }

  it('reads standard input, stores, and says no value', async () => {
    const { code, said } = await run(['sms/twilio'], JSON.stringify(settings));
    expect(code).toBe(0);
    expect(stored()).toEqual(settings);
    expect(said).toContain(`${name} is set`);
    expect(said).not.toContain('first-token');
  });

  it('ends with 1 and a reason when it cannot', async () => {
    const { code, said } = await run(
      ['sms/twilio', '--rotate'],
      JSON.stringify({ authTokens: ['second-token'] }),
    );
    expect(code).toBe(1);
    expect(said).toMatch(/fill it first/);
    expect(said).not.toContain('second-token');
  });

  it('explains itself without arguments', async () => {
    const { code, said } = await run([]);
    expect(code).toBe(1);
    expect(said).toContain('npm run secrets -- <provider id>');
  });
});
