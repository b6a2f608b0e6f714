import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type SynthesizeOptions = {
  /** Where the paths below begin. */
  root: string;
  /** The TypeScript file that is the CDK app. */
  app: string;
  /** The `cdk.out` folder to write. */
  output: string;
  /** Files whose content decides the result, as glob patterns. */
  inputs: readonly string[];
  /** CDK context besides that of the app's own cdk.json. */
  context: Readonly<Record<string, string>>;
};

/**
 * Runs a CDK app as the `cdk` command does, unless its inputs are those of the last time; tells whether it ran.
 * Throws what the app printed when it fails.
 */
export async function synthesize(options: SynthesizeOptions): Promise<boolean> {
  const { output } = options;
  const stamp = join(output, 'inputs.sha256');
  const digest = digestOf(options);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  await run(options);
  // Last, so that a synthesis that was interrupted is done again.
  writeFileSync(stamp, digest);
  return true;
}

function digestOf({ root, inputs, context, app }: SynthesizeOptions): string {
  const hash = createHash('sha256').update(JSON.stringify([context, app, process.version]));
  const files = globSync([...inputs], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function run({ root, app, output, context }: SynthesizeOptions): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, app)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk) => printed.push(chunk));
  child.stderr.on('data', (chunk) => printed.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${app} does not synthesize:\n${Buffer.concat(printed)}`));
    });
  });
}
