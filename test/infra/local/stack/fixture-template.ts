import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { linkedCopy } from '../../linked-copy.ts';

const here = import.meta.dirname;

/** The synthesized fixture stack; made once for a state of its files, because CDK takes seconds. */
export async function fixtureTemplate(): Promise<string> {
  const folder = join(tmpdir(), `fixture-stack-${digestOfInputs()}`);
  if (existsSync(folder)) return folder;
  if (!takeTurn(`${folder}.making`)) {
    for (let wait = 0; wait < 600 && !existsSync(folder); wait += 1) await sleep(100);
    if (existsSync(folder)) return folder;
  }
  const made = mkdtempSync(join(tmpdir(), 'fixture-stack-new-'));
  const { synthesizeFixture } = await import('./fixture-stack.ts');
  synthesizeFixture(made);
  renameSync(made, folder);
  return folder;
}

/** One test file makes it, the others wait. */
function takeTurn(marker: string): boolean {
  try {
    mkdirSync(marker);
    return true;
  } catch {
    return false;
  }
}

/** A copy of it with a changed template, gone with the test. */
export async function changedTemplate(change: (text: string) => string): Promise<string> {
  const folder = temporaryFolder();
  linkedCopy(await fixtureTemplate(), folder);
  const path = join(folder, 'Fixture.template.json');
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error('The change changed nothing.');
  writeFileSync(path, changed);
  return folder;
}

/** An empty folder, gone with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-stack-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function digestOfInputs(): string {
  const hash = createHash('sha256');
  const lock = join(here, '..', '..', '..', '..', 'package-lock.json');
  const files = globSync(['fixture-stack.ts', 'fixture-functions/*/*.mjs'], { cwd: here }).sort();
  for (const path of [...files.map((file) => join(here, file)), lock])
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
