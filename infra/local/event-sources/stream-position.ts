import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const file = z.record(z.string(), z.string());

/** How far each stream mapping has read, kept over restarts. */
export type StreamPositions = {
  /** The last sequence number that was handled; '' when reading began before the first record. */
  get(mapping: string): string | undefined;
  set(mapping: string, sequenceNumber: string): void;
};

/** Throws when the file is there and unreadable: guessing a position would lose or repeat records. */
export function openStreamPositions(path: string): StreamPositions {
  const positions = read(path);
  return {
    get: (mapping) => positions[mapping],
    set(mapping, sequenceNumber) {
      positions[mapping] = sequenceNumber;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.next`, JSON.stringify(positions));
      renameSync(`${path}.next`, path);
    },
  };
}

function read(path: string): Record<string, string> {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`${path} is damaged: start with --fresh.`, { cause: error });
  }
}
