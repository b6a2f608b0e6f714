import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LambdaFunction } from '../template/functions.ts';

/** The copies of the functions' code that run. */
export type CodeFolders = { readonly root: string; of(fn: LambdaFunction): string; remove(): void };

const MODULES = join(import.meta.dirname, '..', '..', '..', 'node_modules');

/**
 * Copies code out of this project before it runs: where it lies, Node.js would find the project's packages and its
 * package.json, and a bundle that lacks something would work here and fail on AWS. What AWS's runtime has, the SDK,
 * is there as well.
 */
export function createCodeFolders(): CodeFolders {
  const root = mkdtempSync(join(tmpdir(), 'lambda-code-'));
  mkdirSync(join(root, 'node_modules'));
  for (const scope of ['@aws-sdk', '@smithy']) {
    if (existsSync(join(MODULES, scope)))
      symlinkSync(join(MODULES, scope), join(root, 'node_modules', scope), 'junction');
  }
  return {
    root,
    of(fn) {
      const folder = join(root, fn.logicalId);
      if (!existsSync(folder)) write(fn, folder);
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function write({ code }: LambdaFunction, folder: string): void {
  if (code.kind === 'folder') {
    // Half of it is source maps, which nothing loads.
    const filter = (file: string) => !file.endsWith('.map');
    cpSync(code.folder, folder, { recursive: true, dereference: true, filter });
    return;
  }
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.js'), code.source);
}
