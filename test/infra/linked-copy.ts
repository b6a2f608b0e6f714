import { copyFileSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A copy of a synthesized app whose templates may be changed. Its bundles, fifty megabytes, are the original's. */
export function linkedCopy(original: string, copy: string): void {
  mkdirSync(copy, { recursive: true });
  for (const entry of readdirSync(original, { withFileTypes: true })) {
    const [from, to] = [join(original, entry.name), join(copy, entry.name)];
    if (entry.isFile()) copyFileSync(from, to);
    else symlinkSync(realpathSync(from), to, 'junction');
  }
}
