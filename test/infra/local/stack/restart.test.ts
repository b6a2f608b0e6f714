import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { fixtureClient } from './fixture-client.ts';
import { fixtureTemplate, temporaryFolder } from './fixture-template.ts';

// CDK takes its time, which is not the tests'.
beforeAll(async () => void (await fixtureTemplate()), 120_000);

async function startHost(dataFolder: string) {
  const script = join(import.meta.dirname, 'fixture-host.ts');
  const child = spawn(process.execPath, [script, await fixtureTemplate(), dataFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Not by force: it would leave its database running.
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  return {
    client: fixtureClient(JSON.parse(String(value))),
    /** Waits for the stack to be idle. */
    async idle() {
      child.stdin.write('?\n');
      expect((await lines.next()).value).toBe('idle');
    },
    descendants: () => descendantsOf(child.pid ?? 0),
    async end(signal: NodeJS.Signals) {
      const exit = once(child, 'exit');
      child.kill(signal);
      return exit as Promise<[ChildProcess['exitCode'], ChildProcess['signalCode']]>;
    },
  };
}

/** Everything below a process: sandboxes, engines, the guard. */
function descendantsOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const children = rows.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

const living = (pids: readonly number[]) => {
  const rows = execFileSync('ps', ['-eo', 'pid='], { encoding: 'utf8' });
  const all = new Set(rows.trim().split(/\s+/).map(Number));
  return pids.filter((pid) => all.has(pid));
};

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends everything, and data survives',
  async (signal) => {
    const dataFolder = temporaryFolder();
    const first = await startHost(dataFolder);
    await first.client.post([{ id: 'n1', group: 'g' }]);
    await first.idle();
    expect(await first.client.files('letters/')).toEqual(['letters/NOTE#n1']);
    const pids = first.descendants();
    // At least the database, and the sandboxes of the four functions that ran.
    expect(pids.length).toBeGreaterThanOrEqual(5);
    // The second note is on its way when the host ends.
    await first.client.post([{ id: 'n2', group: 'g' }]);
    expect(await first.end(signal)).toEqual([0, null]);
    expect(living(pids)).toEqual([]);

    const second = await startHost(dataFolder);
    await second.idle();
    expect(new Set(await second.client.group('g'))).toEqual(new Set(['n1', 'n2']));
    expect(await second.client.files('letters/')).toEqual(['letters/NOTE#n1', 'letters/NOTE#n2']);
  },
  60_000,
);

test('a killed host loses nothing, leaves no sandbox, and starts again on the same data', async () => {
  const dataFolder = temporaryFolder();
  const first = await startHost(dataFolder);
  await first.client.post([{ id: 'n1', group: 'g' }]);
  await first.idle();
  const pids = first.descendants();
  await first.client.post([{ id: 'n2', group: 'g' }]);
  expect(await first.end('SIGKILL')).toEqual([null, 'SIGKILL']);

  const second = await startHost(dataFolder);
  await vi.waitFor(() => expect(living(pids)).toEqual([]), 5_000);
  await second.idle();
  expect(new Set(await second.client.group('g'))).toEqual(new Set(['n1', 'n2']));
  expect(await second.client.files('letters/')).toEqual(['letters/NOTE#n1', 'letters/NOTE#n2']);
}, 60_000);
