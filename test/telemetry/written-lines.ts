import { vi } from 'vitest';

/** Catches what is written to standard output while `run` runs, as parsed lines. */
export async function writtenBy(run: () => unknown): Promise<Record<string, unknown>[]> {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    await run();
    const text = write.mock.calls.map(([chunk]) => String(chunk)).join('');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  } finally {
    write.mockRestore();
  }
}
