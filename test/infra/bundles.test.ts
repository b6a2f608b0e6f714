import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { catalog } from '../../functions/channels/catalog.ts';
import { bundle } from '../../infra/lambda-bundle.ts';
import { pascalCase } from '../../infra/provider-name.ts';
import { throughlineApp } from '../../infra/throughline-app.ts';
import { withoutSchemaCheck } from './synthesized.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-bundles-'));
const names = [...catalog.map(({ id }) => pascalCase(id)), 'Api', 'Router', 'Timer'];
const lambda = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({ Code: z.object({ S3Key: z.string() }) }),
});
const template = z.object({ Resources: z.record(z.string(), z.unknown()) });

let written = '';
const bundles = new Map<string, string>();

function text(pattern: string): string {
  return globSync(pattern)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

beforeAll(() => {
  withoutSchemaCheck(() => throughlineApp({ outdir: folder }).synth());
  written = readFileSync(join(folder, 'Throughline.template.json'), 'utf8');
  for (const [id, resource] of Object.entries(template.parse(JSON.parse(written)).Resources)) {
    const { data } = lambda.safeParse(resource);
    if (data === undefined) continue;
    const name = names.find((each) => id.startsWith(each)) ?? id;
    bundles.set(name, join(folder, `asset.${data.Properties.Code.S3Key.replace('.zip', '')}`));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bundles', () => {
  it('are one for each function', () => {
    expect([...bundles.keys()].sort()).toEqual([...names].sort());
    expect(new Set(bundles.values()).size).toBe(names.length);
  });

  it.each(catalog)('of $id hold that provider and no other', ({ id }) => {
    const code = text(join(bundles.get(pascalCase(id)) ?? '', '*.mjs'));
    expect(code).toContain(`"${id}"`);
    for (const other of catalog.filter((each) => each.id !== id)) expect(code).not.toContain(`"${other.id}"`);
  });

  it('load no CommonJS at run time, which an ESM bundle could not', () => {
    expect(text(join(folder, 'asset.*', '*.mjs'))).not.toContain('Dynamic require of');
  });

  it('tell nothing of the machine they were made on', () => {
    const all = text(join(folder, 'asset.*', '*'));
    expect(all.length).toBeGreaterThan(1_000_000);
    expect(all).not.toContain(process.cwd());
    expect(all).not.toContain(folder);
  });

  it('are the same wherever they are written', () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'a', 'deeper', 'one')];
    for (const target of [one, two]) bundle('functions/router/router.lambda.ts', target);
    expect(text(join(one, '*'))).toBe(text(join(two, '*')));
  });

  it('say which entry point is missing', () => {
    expect(() => bundle('functions/nowhere.lambda.ts', folder)).toThrow(/functions\/nowhere\.lambda\.ts/);
  });
});

describe('development secrets', () => {
  const entries = z
    .record(z.string(), z.looseObject({}))
    .parse(JSON.parse(readFileSync('infra/local/secrets.json', 'utf8')));
  const values = [...JSON.stringify(entries).matchAll(/development-only-[\w-]+/g)].map(([value]) => value);

  it('are one entry per provider, and the key of handoffs', () => {
    expect(Object.keys(entries).sort()).toEqual([...catalog.map(({ id }) => id), 'handoffs'].sort());
    expect(new Set(values).size).toBe(values.length);
    expect(values.length).toBeGreaterThan(4);
  });

  it('stand in neither the template nor a bundle', () => {
    const deployed = written + text(join(folder, 'asset.*', '*'));
    for (const value of values) expect(deployed).not.toContain(value);
  });
});
