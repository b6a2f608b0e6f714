import { spawn } from 'node:child_process';

/** Ends processes that this one started, and removes what they ran from, when this one ends, in whatever way. */
export type ProcessGuard = {
  add(pid: number): void;
  remove(pid: number): void;
  /** Ends the guard itself, and with it what is left; call it when everything has ended. */
  stop(): void;
};

// Its argument is the folder. Reads "+ pid" and "- pid"; the end of the input is the end of the process that wrote it, killed or not.
const SCRIPT = `
pids=" "
while read -r change pid; do
  case $change in
    +) pids="$pids$pid " ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
[ "$pids" = " " ] || kill -9 $pids 2>/dev/null
rm -rf "$1"
`;

/**
 * Starts the guard: a shell in a session of its own, so that Ctrl-C and a SIGKILL of the host do not reach it. A
 * frozen sandbox cannot notice by itself that its host is gone. Windows has no such shell and nothing freezes there.
 */
export function startProcessGuard(folder: string): ProcessGuard {
  if (process.platform === 'win32') return { add: () => {}, remove: () => {}, stop: () => {} };
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'guard', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.stdin.on('error', () => {});
  shell.unref();
  return {
    add: (pid) => void shell.stdin.write(`+ ${pid}\n`),
    remove: (pid) => void shell.stdin.write(`- ${pid}\n`),
    stop: () => void shell.stdin.end(),
  };
}
