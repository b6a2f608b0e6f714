import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** docs/never-again.md: one row of its tables for each complaint. */
const rows = readFileSync('docs/never-again.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))
  .map(([number = '', complaint = '', threads = '', answer = '', proof = '']) => {
    return { number: Number(number), complaint, threads, answer, proof };
  });

interface Named {
  file: string;
  /** As it is printed: the names of its describes and its own. */
  title: string;
}

/** The tests that a cell names: `file` "title". */
function named(proof: string): Named[] {
  return [...proof.matchAll(/`([^`]+\.test\.ts)` "([^"]+)"/g)].map(([, file = '', title = '']) => {
    return { file, title };
  });
}

/** True when each part of the title is the first argument of a call in the file, as those of describe and it are. */
function isThere({ file, title }: Named): boolean {
  if (!existsSync(file)) return false;
  const source = readFileSync(file, 'utf8');
  return title.split(' > ').every((part) => {
    const text = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`\\(\\s*(['"\`])${text}\\1,`).test(source);
  });
}

/** Complaints about people, messages, conversations and mail: what this system has to meet by itself. */
const own = rows.filter(({ number }) => number <= 33 || (number >= 39 && number <= 44));

describe('the complaints of others', () => {
  it('are there, 1 to 57, each once and in its order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 57 }, (_, index) => index + 1));
    for (const row of rows) expect(Object.values(row).every((cell) => cell !== '')).toBe(true);
  });

  it('name only tests that exist', () => {
    const lost = rows.flatMap(({ number, proof }) =>
      named(proof)
        .filter((test) => !isThere(test))
        .map((test) => ({ number, ...test })),
    );
    expect(lost).toEqual([]);
    // What looks like a test and is not read as one would never be checked.
    for (const { proof } of rows)
      expect(proof.match(/\.test\.ts/g)?.length ?? 0, proof).toBe(named(proof).length);
  });

  it('are met by a test, or say which part will meet them', () => {
    for (const { proof } of rows)
      expect(named(proof).length > 0 || /^later: the [a-z]/.test(proof), proof).toBe(true);
  });

  it('that are ours to meet are met, but for media, which nothing fetches yet', () => {
    const open = own.filter(({ proof }) => named(proof).length === 0);
    expect(open.map(({ number }) => number)).toEqual([32]);
  });
});

describe('a test that is named', () => {
  const file = 'test/architecture/never-again.test.ts';

  it('is not found under another title, or in a file that is not there', () => {
    const title = 'a test that is named > is not found under another title, or in a file that is not there';
    expect(isThere({ file, title })).toBe(true);
    expect(isThere({ file, title: title.replace('another', 'some') })).toBe(false);
    expect(isThere({ file: 'test/architecture/gone.test.ts', title })).toBe(false);
  });
});
