import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const local = join(import.meta.dirname, '..', '..', '..', '..', 'infra', 'local');
/** The folders and files that deploy a template, whatever is in it. */
const GENERIC = [
  '{aws,clients,engines,event-sources,http,lambda,resources,template}/**/*.{ts,cjs}',
  '{clock-offset,clock-wait,idle,listen,local-stack,principals,run-until-stopped,secret-values,synthesize}.ts',
];

test('what deploys a template knows nothing of this product', () => {
  const files = globSync(GENERIC, { cwd: local });
  expect(files.length).toBeGreaterThan(60);
  const knowing = files.filter((file) =>
    /throughline|journey|conversation|webhook|\bbrand\b|twilio|whatsapp|functions\/(?!\.)[a-z]+\//i.test(
      readFileSync(join(local, file), 'utf8').replaceAll(/https:\/\/docs\.\S+/g, ''),
    ),
  );
  expect(knowing).toEqual([]);
});
