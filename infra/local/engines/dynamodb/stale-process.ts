import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends the process that a killed host left behind. Only one whose command line names our file is ended: the
 * number in the pid file may belong to somebody else by now.
 */
export async function endStaleProcess(pidFile: string, databaseFile: string): Promise<void> {
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (pid > 1 && commandLineOf(pid).includes(databaseFile)) {
    process.kill(pid, 'SIGKILL');
    while (commandLineOf(pid).includes(databaseFile)) await delay(5);
  }
  rmSync(pidFile, { force: true });
}

function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
