import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isAlive } from './lambda-fixture.ts';

test('frozen sandboxes and their folder end with the host, even when it is killed', async () => {
  const host = spawn(process.execPath, [join(import.meta.dirname, 'killed-host.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(host.stdout, 'data');
  const { pids, folder }: { pids: number[]; folder: string } = JSON.parse(String(line));
  expect(pids).toHaveLength(2);
  expect(pids.every(isAlive)).toBe(true);
  host.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), 5_000);
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), 5_000);
});
