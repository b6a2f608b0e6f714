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

type Host = Awaited<ReturnType<typeof startHost>>;

/** One note arrives; another is on its way when the host ends. Returns every process that the host had. */
async function endInTheMiddle({ client, idle, descendants, end }: Host, nth: number, signal: NodeJS.Signals) {
  await client.post([{ id: `n${nth}`, group: 'g' }]);
  await idle();
  expect(await client.files('letters/')).toContain(`letters/NOTE#n${nth}`);
  const pids = descendants();
  // At least the database, and the sandboxes of the four functions that ran.
  expect(pids.length).toBeGreaterThanOrEqual(5);
  await client.post([{ id: `n${nth + 1}`, group: 'g' }]);
  return { pids, exit: await end(signal) };
}

async function expectNotes({ client, idle }: Host, count: number): Promise<void> {
  await idle();
  const ids = Array.from({ length: count }, (_, index) => `n${index + 1}`);
  expect(new Set(await client.group('g'))).toEqual(new Set(ids));
  expect(await client.files('letters/')).toEqual(ids.map((id) => `letters/NOTE#${id}`));
}

test('SIGINT and SIGTERM end everything, a kill leaves no sandbox, and data survives each of them', async () => {
  const dataFolder = temporaryFolder();
  let host = await startHost(dataFolder);
  for (const [index, signal] of (['SIGINT', 'SIGTERM'] as const).entries()) {
    const { pids, exit } = await endInTheMiddle(host, 2 * index + 1, signal);
    expect([signal, exit, living(pids)]).toEqual([signal, [0, null], []]);
    host = await startHost(dataFolder);
    await expectNotes(host, 2 * index + 2);
  }
  const { pids, exit } = await endInTheMiddle(host, 5, 'SIGKILL');
  expect(exit).toEqual([null, 'SIGKILL']);
  host = await startHost(dataFolder);
  await vi.waitFor(() => expect(living(pids)).toEqual([]), 5_000);
  await expectNotes(host, 6);
}, 60_000);
