// npm run bench: measures what the design promises, prints one table and writes it to docs/measurements.md.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleSizes, writeBundles } from './bundles.ts';
import { importTimes } from './import-time.ts';
import { inAProcess } from './in-a-process.ts';
import { machine } from './machine.ts';
import type { Measurement } from './measurement.ts';
import { page, tableOf } from './report.ts';
import { tableBudgets } from './table-budgets.ts';
import { throughput } from './throughput.ts';

const REPORT = resolve(import.meta.dirname, '..', '..', 'docs', 'measurements.md');

async function measureAll(folder: string): Promise<Measurement[]> {
  const bundles = writeBundles(folder);
  const steps: [string, () => Promise<Measurement[]> | Measurement[]][] = [
    ['Sizes of the bundles', () => bundleSizes(bundles)],
    ['Import times', () => importTimes(bundles)],
    ['CPU of the handlers', () => inAProcess('handler-cpu.ts')],
    ['AWS calls', () => inAProcess('aws-calls.ts')],
    ['Units of the table', tableBudgets],
    ['Messages through the local stack', throughput],
  ];
  const rows: Measurement[] = [];
  for (const [name, step] of steps) {
    process.stdout.write(`${name} … `);
    const began = performance.now();
    rows.push(...(await step()));
    console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return rows;
}

const facts = machine();
const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
try {
  const rows = await measureAll(folder);
  console.log(`\n${tableOf(rows)}\n`);
  writeFileSync(REPORT, page(facts, rows));
  console.log('Written to docs/measurements.md');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
