import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

/** Modules whose code (not their types alone) a file loads when it is imported. */
const STATEMENT = /^(?:import|export)\s+(?!type\b)([^'"]*?)\s*from\s+['"]([^'"]+)['"]/gm;

function loadedBy(file: string): string[] {
  const statements = [...readFileSync(file, 'utf8').matchAll(STATEMENT)];
  const ofValues = statements.filter(([, names = '']) => !/^\{(?:\s*type\s+\w+,?)+\s*\}$/.test(names));
  return ofValues.map(([, , module = '']) =>
    module.startsWith('.') ? normalize(join(dirname(file), module)) : module,
  );
}

/** Everything that a cold start of this function loads. */
function reachedFrom(file: string, seen = new Set<string>()): Set<string> {
  for (const module of loadedBy(file)) {
    if (seen.has(module)) continue;
    seen.add(module);
    if (module.endsWith('.ts')) reachedFrom(module, seen);
  }
  return seen;
}

const webhooks = globSync('functions/channels/*/*/webhook.lambda.ts').sort();

it('knows every webhook', () => {
  expect(webhooks.length).toBeGreaterThan(3);
});

// docs/decisions/0004-small-schemas-in-webhooks.md
it.each(webhooks)('%s loads neither the whole of zod nor the schemas of the shared language', (file) => {
  const reached = reachedFrom(file);
  expect([...reached]).toContain('zod/mini');
  expect([...reached]).toContain('functions/intake/receive.ts');
  const heavy = ['zod', 'interaction.ts', 'identity.ts', 'event.ts', 'time.ts'];
  const found = heavy.filter((name) => reached.has(name) || reached.has(`functions/interaction/${name}`));
  expect(found).toEqual([]);
});
