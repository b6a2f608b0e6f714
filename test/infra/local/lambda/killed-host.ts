// A host that starts two sandboxes, tells their process ids and folder, and waits to be killed.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcessGuard } from '../../../../infra/local/lambda/process-guard.ts';
import { startSandbox } from '../../../../infra/local/lambda/sandbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'killed-host-'));
const guard = startProcessGuard(folder);
const pids: number[] = [];

async function start(handler: string): Promise<void> {
  const ready = Promise.withResolvers<void>();
  const sandbox = await startSandbox({
    codeFolder: join(import.meta.dirname, 'fixture-function'),
    handler,
    memoryMb: 128,
    environment: (runtimeApi) => ({
      AWS_LAMBDA_RUNTIME_API: runtimeApi,
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: join(import.meta.dirname, 'fixture-function'),
      HOME: folder,
    }),
    logDescriptor: 2,
    guard,
    hooks: { onReady: () => ready.resolve(), onExit: () => {} },
  });
  await ready.promise;
  pids.push(sandbox.pid);
}

await start('index.handler');
await start('index.handler');
console.log(JSON.stringify({ pids, folder }));
