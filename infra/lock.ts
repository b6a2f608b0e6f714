// Keeps package-lock.json installable everywhere: a platform package that npm could not find when it wrote the lock
// leaves a hole, and "npm ci" then refuses the whole lock. `--write` fills the holes, without it they fail.
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const entry = z.looseObject({ optionalDependencies: z.record(z.string(), z.string()).optional() });
const lockShape = z.looseObject({ packages: z.record(z.string(), entry) });
type Lock = z.infer<typeof lockShape>;
/** Checks without rebuilding, so that the file keeps npm's order. */
const lockSchema = z.custom<Lock>((lock) => lockShape.safeParse(lock).success, 'not a package-lock.json');

const PLATFORM = /(darwin|linux|win32)-(x64|arm64)/;

/** Where npm would look for `name` when the package at `path` asks for it. */
function isLocked(lock: Lock, path: string, name: string): boolean {
  const steps = path === '' ? [] : path.split('/node_modules/');
  for (let depth = steps.length; depth >= 0; depth--) {
    const folder = steps.slice(0, depth).join('/node_modules/');
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages) return true;
  }
  return false;
}

/** Every optional dependency that no lock entry satisfies, with the version asked for. */
export function holes(lock: Lock): { name: string; version: string }[] {
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(lock, path, name))
      .map(([name, version]) => ({ name, version })),
  );
}

function filled(lock: Lock): Lock {
  const added = holes(lock).map(({ name, version }) => {
    const [, os, cpu] = PLATFORM.exec(name) ?? [];
    if (os === undefined || cpu === undefined || !/^\d/.test(version)) {
      throw new Error(
        `${name}@${version} is missing from package-lock.json and its platform is not in its name`,
      );
    }
    return [`node_modules/${name}`, { version, cpu: [cpu], optional: true, os: [os] }] as const;
  });
  const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(added) });
  return { ...lock, packages: Object.fromEntries(packages.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

if (import.meta.main) {
  const lock = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  if (process.argv.includes('--write')) {
    writeFileSync('package-lock.json', `${JSON.stringify(filled(lock), undefined, 2)}\n`);
  } else {
    const missing = holes(lock).map(({ name, version }) => `${name}@${version}`);
    if (missing.length > 0) {
      console.error(
        `package-lock.json lacks ${missing.join(', ')}: run "npm run lock" and commit the result.`,
      );
      process.exitCode = 1;
    } else console.log('package-lock.json is complete for every platform.');
  }
}
