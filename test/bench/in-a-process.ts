import { fork } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import type { Measurement } from './measurement.ts';

const goalSchema = z.object({ text: z.string(), isMet: z.boolean() });
const measurementsSchema = z.array(
  z.object({ what: z.string(), of: z.string(), value: z.string(), goal: goalSchema.exactOptional() }),
);

/** Runs a measuring file of this folder in a process of its own, whose log lines go nowhere. */
export function inAProcess(file: string): Promise<Measurement[]> {
  const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`${file} ended with ${code} before it told what it measured.`)),
    );
    child.once('message', (message) => resolve(measurementsSchema.parseAsync(message)));
  });
}

/** Tells the parent what was measured. */
export function tell(measurements: readonly Measurement[]): void {
  process.send?.(measurements, undefined, undefined, () => process.disconnect());
}
