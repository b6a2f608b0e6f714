import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { type LocalStack, startLocalStack } from '../../../../infra/local/local-stack.ts';
import { fixtureClient } from './fixture-client.ts';
import { changedTemplate, fixtureTemplate, temporaryFolder } from './fixture-template.ts';

// CDK takes its time, which is not the tests'.
beforeAll(async () => void (await fixtureTemplate()), 120_000);

async function start(template: string, port = 0): Promise<LocalStack & { dataFolder: string }> {
  const dataFolder = temporaryFolder();
  const stack = await startLocalStack({ template, dataFolder, port, secrets: { token: 'secret-1' } });
  onTestFinished(stack.stop);
  return { ...stack, dataFolder };
}

test('one grant less, and the function is refused as on AWS', async () => {
  // The first of its two calls, in the worker's policy alone: the other policies have no read beside it.
  const template = await changedTemplate((text) =>
    text.replace(/("dynamodb:BatchWriteItem",\s*)"dynamodb:PutItem",/, '$1'),
  );
  const stack = await start(template);
  const client = fixtureClient(stack);
  expect((await client.post([{ id: 'n', group: 'g' }])).status).toBe(202);
  const log = join(stack.dataFolder, 'logs', `${stack.model.paths.get('Worker')}.log`);
  await expect
    .poll(() => readFileSync(log, 'utf8'), { timeout: 15_000 })
    .toMatch(/AccessDenied.*is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:/s);
  expect(await client.group('g')).toEqual([]);
});

test('a mapping whose role may not read its queue is not deployed', async () => {
  const template = await changedTemplate((text) => text.replaceAll('"sqs:ReceiveMessage",', ''));
  await expect(start(template)).rejects.toThrow(
    /AccessDenied: the role of Worker\w+ does not allow sqs:ReceiveMessage/,
  );
});

test('a queue that shows messages again too early is not deployed', async () => {
  const template = await changedTemplate((text) =>
    text.replace('"VisibilityTimeout": 2', '"VisibilityTimeout": 1'),
  );
  await expect(start(template)).rejects.toThrow(
    /visibility time-out of Work\w+ \(1 s\) is less than .* \(2 s\)/,
  );
});

test('a port or a folder that is in use is said so, and nothing is left running', async () => {
  const template = await fixtureTemplate();
  const stack = await start(template);
  const port = Number(new URL(stack.url).port);
  await expect(start(template, port)).rejects.toThrow(`Port ${port} is in use`);
  const again = startLocalStack({ template, dataFolder: stack.dataFolder, port: 0 });
  await expect(again).rejects.toThrow(/Another local stack \(process \d+\) is running/);
});

test('a table that no longer fits its data is said so', async () => {
  const stack = await start(await fixtureTemplate());
  await stack.stop();
  const template = await changedTemplate((text) => text.replaceAll('by-kind', 'by-colour'));
  const again = startLocalStack({ template, dataFolder: stack.dataFolder, port: 0 });
  await expect(again).rejects.toThrow(/Notes\w+ has other keys, indexes or streams .* Start with --fresh/);
});
