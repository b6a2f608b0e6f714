import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the folder for this host alone; returns how to give it back. The lock is one of the operating system on an
 * SQLite file, so it ends with the process however that ends, and is never stale. Throws when another host has it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const ownerFile = join(folder, 'host.pid');
  const lock = new DatabaseSync(join(folder, 'host.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new Error(
      `Another local stack (process ${readOwner(ownerFile)}) is running on ${folder}: stop it, or use another folder.`,
    );
  }
  writeFileSync(ownerFile, String(process.pid));
  return () => lock.close();
}

function readOwner(ownerFile: string): string {
  try {
    return readFileSync(ownerFile, 'utf8');
  } catch {
    return 'unknown';
  }
}
