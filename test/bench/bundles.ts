import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { catalog } from '../../functions/channels/catalog.ts';
import { bundle } from '../../infra/lambda-bundle.ts';
import type { Measurement } from './measurement.ts';

export interface Bundle {
  /** A provider id, or `baseline`. */
  id: string;
  folder: string;
  /** The file that Lambda imports. */
  file: string;
}

/** The bundle of each provider's function, and of the baseline, by the settings of the stack. */
export function writeBundles(folder: string): Bundle[] {
  const entries = catalog.map(({ id, intake }) => ({
    id: id as string,
    entry: `functions/channels/${id}/${intake}.lambda.ts`,
  }));
  return [{ id: 'baseline', entry: 'test/bench/baseline.lambda.ts' }, ...entries].map(({ id, entry }) => {
    const place = join(folder, id);
    bundle(entry, place);
    return { id, folder: place, file: join(place, 'index.mjs') };
  });
}

/** The chunks that a file imports statically, with itself. */
function loadedAtOnce(folder: string, file = 'index.mjs', seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(folder, file), 'utf8');
  for (const [, chunk = ''] of code.matchAll(/(?:from|\bimport)"\.\/([\w-]+\.mjs)"/g))
    loadedAtOnce(folder, chunk, seen);
  return seen;
}

function sizes(files: readonly string[]): string {
  const contents = files.map((file) => readFileSync(file));
  const kB = (bytes: readonly Buffer[]) =>
    (bytes.reduce((sum, { length }) => sum + length, 0) / 1000).toFixed(0);
  return `${kB(contents)} kB, ${kB(contents.map((content) => gzipSync(content)))} kB gzip`;
}

/** Sizes of the bundles: what a cold start reads, and the rest, which is read when it is needed. */
export function bundleSizes(bundles: readonly Bundle[]): Measurement[] {
  return bundles.map(({ id, folder }) => {
    const all = globSync('*.mjs', { cwd: folder }).sort();
    const atOnce = loadedAtOnce(folder);
    const pathOf = (file: string) => join(folder, file);
    const [loaded, rest] = [[...atOnce], all.filter((file) => !atOnce.has(file))];
    const value = `${sizes(loaded.map(pathOf))} at a cold start; ${sizes(rest.map(pathOf))} on demand`;
    return { what: 'Bundle, minified', of: id, value };
  });
}
