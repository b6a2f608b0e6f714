import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { catalog } from '../../functions/channels/catalog.ts';
import { bundle } from '../../infra/lambda-bundle.ts';
import { pascalCase } from '../../infra/provider-name.ts';
import { bundleFolders, functionNames } from './bundle-folders.ts';

let { folder, written, bundles } = { folder: '', written: '', bundles: new Map<string, string>() };

function text(pattern: string): string {
  return globSync(pattern)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

beforeAll(async () => {
  ({ folder, written, bundles } = await bundleFolders());
}, 120_000);

describe('bundles', () => {
  it('are one for each function', () => {
    expect([...bundles.keys()].sort()).toEqual([...functionNames].sort());
    expect(new Set(bundles.values()).size).toBe(functionNames.length);
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
    expect(all).not.toContain(tmpdir());
  });

  it('are the same wherever they are written', () => {
    const temporary = mkdtempSync(join(tmpdir(), 'throughline-bundle-'));
    onTestFinished(() => rmSync(temporary, { recursive: true }));
    const elsewhere = join(temporary, 'a', 'deeper', 'folder');
    bundle('functions/router/router.lambda.ts', elsewhere);
    expect(text(join(elsewhere, '*'))).toBe(text(join(bundles.get('Router') ?? '', '*')));
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
