import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleFolders } from './bundle-folders.ts';

let [webhook, router] = ['', ''];

beforeAll(async () => {
  const { bundles } = await bundleFolders();
  [webhook, router] = [bundles.get('SmsTwilio') ?? '', bundles.get('Router') ?? ''];
}, 120_000);

/** The text of every file that is loaded when this one is. */
function loadedWith(file: string, folderOf = webhook, seen = new Map<string, string>()): Map<string, string> {
  const code = readFileSync(join(folderOf, file), 'utf8');
  seen.set(file, code);
  for (const [, chunk = ''] of code.matchAll(/(?:from|\bimport)"\.\/([\w-]+\.mjs)"/g))
    if (!seen.has(chunk)) loadedWith(chunk, folderOf, seen);
  return seen;
}

describe('the S3 client of a webhook', () => {
  it('is imported when it is needed, and works', async () => {
    const index = readFileSync(join(webhook, 'index.mjs'), 'utf8');
    expect(index.includes('import("./client-s3.mjs")')).toBe(true);
    const client: unknown = await import(join(webhook, 'client-s3.mjs'));
    expect(client).toMatchObject({ S3Client: expect.any(Function), PutObjectCommand: expect.any(Function) });
  });

  it('leaves nothing of itself in what a cold start loads', () => {
    const loaded = loadedWith('index.mjs');
    expect(loaded.size).toBeGreaterThan(3);
    expect([...loaded.keys()]).not.toContain('client-s3.mjs');
    const has = (text: string) => [...loaded.values()].some((code) => code.includes(text));
    expect(has('SendMessageBatch')).toBe(true);
    // S3 alone speaks XML.
    expect(has('xmlns')).toBe(false);
    expect(
      readFileSync(join(webhook, 'client-s3.mjs'), 'utf8').includes('http://s3.amazonaws.com/doc/'),
    ).toBe(true);
  });

  it('is not beside a function that never uses it', () => {
    expect(existsSync(join(router, 'index.mjs'))).toBe(true);
    expect(existsSync(join(router, 'client-s3.mjs'))).toBe(false);
  });
});

describe('the tables of languages', () => {
  it('are loaded by the first text that asks, and by no cold start', () => {
    const sizeOf = (codes: Iterable<string>) => [...codes].reduce((sum, code) => sum + code.length, 0);
    const loaded = loadedWith('index.mjs', router);
    const all = readdirSync(router).filter((file) => file.endsWith('.mjs'));
    const rest = all.filter((file) => !loaded.has(file));
    expect(sizeOf(rest.map((file) => readFileSync(join(router, file), 'utf8')))).toBeGreaterThan(900_000);
    expect(sizeOf(loaded.values())).toBeLessThan(1_000_000);
  });
});
