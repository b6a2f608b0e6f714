import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockFolder } from '../../infra/local/engines/folder-lock.ts';
import { synthesize } from '../../infra/local/synthesize.ts';

const root = resolve(import.meta.dirname, '..', '..');
const inputs = ['infra/*.ts', 'functions/**/*.ts', 'cdk.json', 'package-lock.json'];

/** A folder of its own for each state of the sources: whoever still runs an older one keeps it. */
function folder(): string {
  const hash = createHash('sha256').update(root);
  for (const file of globSync(inputs, { cwd: root }).sort()) hash.update(readFileSync(join(root, file)));
  return join(tmpdir(), 'throughline-templates', hash.digest('hex').slice(0, 16));
}

async function locked(lock: string): Promise<() => void> {
  for (;;) {
    try {
      return lockFolder(lock);
    } catch {
      await sleep(100);
    }
  }
}

/**
 * The `cdk.out` folder of Throughline as it is now, with a rule set for SES so that mail has a way in. Synthesized
 * by the first test file that asks; the others, in other processes, wait for it.
 */
export async function throughlineTemplate(): Promise<string> {
  const place = folder();
  const unlock = await locked(`${place}.lock`);
  try {
    const context = { sesRuleSet: 'local' };
    // Whoever edits the sources meanwhile must not take it from under those who run it.
    if (!existsSync(place)) await synthesize({ root, app: 'infra/app.ts', output: place, inputs, context });
  } finally {
    unlock();
  }
  return place;
}
