import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { synthesize } from '../../../../infra/local/synthesize.ts';

const app = `
import { readFileSync, writeFileSync } from 'node:fs';
const source = readFileSync('infra/source.txt', 'utf8');
if (source === 'broken') throw new Error('a construct is wrong');
writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', source + process.env.CDK_CONTEXT_JSON);
`;

function project() {
  const root = mkdtempSync(join(tmpdir(), 'synthesize-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'infra'));
  writeFileSync(join(root, 'infra', 'app.ts'), app);
  const output = join(root, 'out');
  const write = (source: string) => writeFileSync(join(root, 'infra', 'source.txt'), source);
  const run = (context: Record<string, string> = {}) =>
    synthesize({ root, app: 'infra/app.ts', output, inputs: ['infra/**/*'], context });
  const manifest = () => readFileSync(join(output, 'manifest.json'), 'utf8');
  return { root, output, write, run, manifest };
}

test('runs the app once for the same inputs, and again for others', async () => {
  const { write, run, manifest } = project();
  write('one');
  expect(await run()).toBe(true);
  expect(await run()).toBe(false);
  expect(manifest()).toBe('one{}');
  write('two');
  expect(await run()).toBe(true);
  expect(manifest()).toBe('two{}');
  expect(await run({ rules: 'local' })).toBe(true);
  expect(manifest()).toBe('two{"rules":"local"}');
});

test('says what the app said when it fails, and does not take the rest for a result', async () => {
  const { write, run, manifest } = project();
  write('one');
  await run();
  write('broken');
  await expect(run()).rejects.toThrow(/infra\/app\.ts does not synthesize:.*a construct is wrong/s);
  expect(manifest).toThrow();
  write('one');
  expect(await run()).toBe(true);
});
