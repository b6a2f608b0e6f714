import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LambdaFunction } from '../template/functions.ts';
import type { InvocationResult } from './invocation-result.ts';

/** Beyond this an old log is put aside at the start, so that logs do not grow for ever. */
const KEEP_BYTES = 20_000_000;

/** The log of one function: what its sandboxes print, and the lines AWS adds. */
export type FunctionLog = {
  /** For the sandboxes' standard output and error. */
  readonly descriptor: number;
  invocation(requestId: string, durationMs: number, result: InvocationResult): void;
  close(): void;
};

/** Opens `<folder>/<logical id>.log` and goes on at its end. */
export function openFunctionLog(folder: string, fn: LambdaFunction): FunctionLog {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${fn.logicalId}.log`);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > KEEP_BYTES) renameSync(path, `${path}.1`);
  const descriptor = openSync(path, 'a');
  let open = true;
  return {
    descriptor,
    invocation(requestId, durationMs, result) {
      if (!open) return;
      const outcome = result.kind === 'error' ? `\tStatus: error\tError Type: ${result.errorType}` : '';
      const duration = durationMs.toFixed(2);
      writeSync(
        descriptor,
        `REPORT RequestId: ${requestId}\tDuration: ${duration} ms\tMemory Size: ${fn.memoryMb} MB${outcome}\n`,
      );
    },
    close() {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}
