import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isAlive } from './lambda-fixture.ts';

test('frozen sandboxes end with their host, even when it is killed', async () => {
  const host = spawn(process.execPath, [join(import.meta.dirname, 'killed-host.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(host.stdout, 'data');
  const pids: number[] = JSON.parse(String(line));
  expect(pids).toHaveLength(2);
  expect(pids.every(isAlive)).toBe(true);
  host.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), 5_000);
});
