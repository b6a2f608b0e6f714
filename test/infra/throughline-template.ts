import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { lockFolder } from '../../infra/local/engines/folder-lock.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { linkedCopy } from './linked-copy.ts';

const root = resolve(import.meta.dirname, '..', '..');
const inputs = ['infra/*.ts', 'functions/**/*.ts', 'cdk.json', 'package-lock.json'];

const templateFile = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.looseObject({}).optional() }),
  ),
});

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

/** What is switched off where nothing may happen but what a test does: schedules, and who reads the table's stream. */
function switchedOff(type: string, properties: object): object | undefined {
  if (type === 'AWS::Events::Rule') return { State: 'DISABLED' };
  const readsStream = type === 'AWS::Lambda::EventSourceMapping' && 'StartingPosition' in properties;
  return readsStream ? { Enabled: false } : undefined;
}

/** A copy in which nothing begins by itself. */
function quietCopy(place: string): string {
  const copy = `${place}-quiet`;
  if (existsSync(copy)) return copy;
  const making = `${copy}.making`;
  linkedCopy(place, making);
  for (const file of globSync('*.template.json', { cwd: making })) {
    const template = templateFile.parse(JSON.parse(readFileSync(join(making, file), 'utf8')));
    for (const resource of Object.values(template.Resources)) {
      const { Type, Properties = {} } = resource;
      resource.Properties = { ...Properties, ...switchedOff(Type, Properties) };
    }
    writeFileSync(join(making, file), JSON.stringify(template));
  }
  renameSync(making, copy);
  return copy;
}

/**
 * The `cdk.out` folder of Throughline as it is now, with a rule set for SES so that mail has a way in. Synthesized
 * by the first test file that asks; the others, in other processes, wait for it.
 */
export async function throughlineTemplate({ isQuiet = false } = {}): Promise<string> {
  const place = folder();
  const unlock = await locked(`${place}.lock`);
  try {
    const context = { sesRuleSet: 'local' };
    // Whoever edits the sources meanwhile must not take it from under those who run it.
    if (!existsSync(place)) await synthesize({ root, app: 'infra/app.ts', output: place, inputs, context });
    return isQuiet ? quietCopy(place) : place;
  } finally {
    unlock();
  }
}
