import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LocalStack, startLocalStack } from '../../../../infra/local/local-stack.ts';
import { fixtureClient, type Note } from './fixture-client.ts';
import { fixtureTemplate } from './fixture-template.ts';

let stack: LocalStack;
let client: ReturnType<typeof fixtureClient>;
const dataFolder = mkdtempSync(join(tmpdir(), 'local-stack-'));

beforeAll(async () => {
  const template = await fixtureTemplate();
  stack = await startLocalStack({ template, dataFolder, port: 0, secrets: { token: 'secret-1' } });
  client = fixtureClient(stack);
}, 120_000);

afterEach(() => stack.awsEndpoint.setOnCall(undefined));

afterAll(async () => {
  await stack?.stop();
  rmSync(dataFolder, { recursive: true });
});

const notes = (group: string, count: number): Note[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${group}-${index}`, group }));
const ids = (list: readonly Note[]) => list.map(({ id }) => id);
const logOf = (path: string) => {
  const logicalId = stack.model.paths.get(path) ?? path;
  return readFileSync(join(dataFolder, 'logs', `${logicalId}.log`), 'utf8');
};

describe('a template runs', () => {
  test('from a webhook over queue, table, stream and queue to a bucket', async () => {
    const sent = notes('through', 3);
    const answer = await client.post(sent);
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe(stack.url);
    await stack.idle();
    expect(await client.group('through')).toEqual(ids(sent));
    expect(await client.files('letters/NOTE#through')).toEqual(ids(sent).map((id) => `letters/NOTE#${id}`));
  });

  test('with the secrets it is given', async () => {
    expect((await client.post(notes('unsigned', 1), 'wrong')).status).toBe(401);
    await stack.idle();
    expect(await client.group('unsigned')).toEqual([]);
  });

  test('with its routes, and 404 beside them', async () => {
    const event = await (await fetch(`${stack.url}/v1/items/7`)).json();
    expect(event).toMatchObject({ routeKey: 'GET /v1/items/{id}', pathParameters: { id: '7' } });
    expect((await fetch(`${stack.url}/elsewhere`)).status).toBe(404);
  });

  test('with topics to functions and queues', async () => {
    await client.publish('hello');
    await stack.idle();
    expect(await client.items('NEWS')).toMatchObject([{ sk: { S: 'hello' }, source: { S: 'aws:sns' } }]);
    expect(await client.files('news/')).toHaveLength(1);
  });

  test('with schedules, by a clock that moves', async () => {
    stack.clock.set(stack.clock.offsetMs + 3_600_000);
    await expect.poll(() => client.items('TICKS'), { timeout: 10_000 }).toHaveLength(1);
    const [tick] = await client.items('TICKS');
    expect(Math.abs(Date.parse(tick?.seen?.S ?? '') - stack.clock.now())).toBeLessThan(30_000);
    await stack.idle();
    expect(await client.items('TICKS')).toHaveLength(1);
  });

  test('with outputs and functions that can be found', () => {
    expect(stack.outputs.WebhookUrl).toBe(`${stack.url}/webhooks/fixture`);
    expect(stack.function('Worker').inspect().name).toBe(
      stack.outputs.TableName?.replace(/Notes.*/, 'Worker11F36D0F'),
    );
    expect(() => stack.function('Nobody')).toThrow('The stack has no function Nobody.');
  });
});

describe('a FIFO queue feeds its function', () => {
  test('in order inside a group, several messages of a group at a time, whatever else is sent', async () => {
    const groups = ['a', 'b', 'c'].map((group) => notes(`order-${group}`, 15));
    const woven = groups[0]?.flatMap((_, index) => groups.flatMap((group) => group[index] ?? [])) ?? [];
    // While the worker is busy with the first ones, the others gather.
    const gate = Promise.withResolvers<void>();
    stack.awsEndpoint.setOnCall(async ({ principal }) => {
      if (principal.includes('Worker')) await gate.promise;
      return undefined;
    });
    await client.post(woven);
    gate.resolve();
    await stack.idle();
    for (const [index, group] of ['order-a', 'order-b', 'order-c'].entries())
      expect(await client.group(group)).toEqual(ids(groups[index] ?? []));
    expect(logOf('Worker')).toMatch(/batch of ([4-9]|10)\n/);
  });

  test('again with what failed, later ones of the group behind it', async () => {
    const sent = notes('partial', 4).map((note, index) =>
      index === 1 ? { ...note, mode: 'fail-once' as const } : note,
    );
    await client.post([...sent, ...notes('beside', 1)]);
    await stack.idle();
    expect(await client.group('partial')).toEqual(ids(sent));
    expect(await client.group('beside')).toEqual(['beside-0']);
  });

  test('until a message has failed three times: then it is a dead letter and its group goes on', async () => {
    const poison: Note = { id: 'poison', group: 'poisoned', mode: 'poison' };
    await client.post([poison]);
    await stack.idle();
    await client.post(notes('poisoned', 2));
    await stack.idle();
    expect(await client.deadLetters()).toEqual([JSON.stringify(poison)]);
    expect(await client.group('poisoned')).toEqual(['poisoned-0', 'poisoned-1']);
  });

  test('again after the time-out killed it', async () => {
    await client.post([{ id: 'slow', group: 'slow', mode: 'sleep' }]);
    await expect(stack.idle(500)).rejects.toThrow(/still busy after 500 ms: .*Work.*in flight/);
    await stack.idle();
    expect(await client.group('slow')).toEqual(['slow']);
    expect(logOf('Worker')).toContain('Error Type: Sandbox.Timedout');
  });

  test('again after it was killed in the middle of a call', async () => {
    let kills = 0;
    stack.awsEndpoint.setOnCall(({ action, principal }) => {
      if (action !== 'TransactWriteItems' || !principal.includes('Worker') || kills > 0) return undefined;
      kills += 1;
      return { kind: 'kill', when: 'before' };
    });
    await client.post(notes('killed', 2));
    await stack.idle();
    expect(kills).toBe(1);
    expect(await client.group('killed')).toEqual(['killed-0', 'killed-1']);
    expect(logOf('Worker')).toContain('Error Type: Runtime.ExitError');
  });
});
