import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dynoxideBinary } from './dynoxide-binary.ts';
import { endStaleProcess } from './stale-process.ts';

export type DynoxideProcess = { readonly url: string; stop(): Promise<void> };
export type DynoxideOnFile = DynoxideProcess & { readonly databaseFile: string };

const attempts = 3;
const readyWithinMs = 5000;
const stopWithinMs = 3000;

/** Starts dynoxide on a file in the folder, after ending one that an earlier host left behind there. */
export async function startDynoxide(folder: string): Promise<DynoxideOnFile> {
  const databaseFile = join(folder, 'dynamodb.db');
  const pidFile = join(folder, 'dynamodb.pid');
  await endStaleProcess(pidFile, databaseFile);
  const { child, url } = await spawnOnFreePort(['--db-path', databaseFile]);
  writeFileSync(pidFile, String(child.pid));
  const stop = stopOf(child);
  return {
    url,
    databaseFile,
    async stop() {
      await stop();
      rmSync(pidFile, { force: true });
    },
  };
}

/** Starts dynoxide without a file: quicker, and all is gone when it stops. Its streams lack what we mend in the file. */
export async function startDynoxideInMemory(): Promise<DynoxideProcess> {
  const { child, url } = await spawnOnFreePort([]);
  return { url, stop: stopOf(child) };
}

function stopOf(child: ChildProcess): () => Promise<void> {
  // The last resort when the host ends without calling stop.
  const killNow = () => void child.kill('SIGKILL');
  process.once('exit', killNow);
  return async () => {
    await end(child);
    process.off('exit', killNow);
  };
}

async function spawnOnFreePort(storage: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawn(dynoxideBinary(), ['--port', String(port), ...storage], {
      // Its own group: Ctrl-C reaches the host alone, which ends it after the last write.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const complaint = collect(child);
    const url = `http://127.0.0.1:${port}`;
    if (await becomesReady(child, url)) return { child, url };
    await end(child);
    // Somebody may have taken the port in the meantime.
    if (attempt === attempts) throw new Error(`The local DynamoDB did not start: ${complaint()}`);
  }
}

async function becomesReady(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = performance.now() + readyWithinMs;
  while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
    const answers = await fetch(url).then(
      (answer) => answer.headers.get('server')?.startsWith('Dynoxide') === true,
      () => false,
    );
    if (answers && child.exitCode === null) return true;
    await delay(5);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const slow = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await exited;
  clearTimeout(slow);
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (part) => {
    text = (text + part).slice(-1000);
  });
  child.once('error', (error) => {
    text += error.message;
  });
  return () => text.trim() || 'it says nothing';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
  return address.port;
}
