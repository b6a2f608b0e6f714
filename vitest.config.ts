import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest comes first, or all the other workers wait for it at the end. */
class LongestFirst extends BaseSequencer {
  /** Vitest knows how long a file took the last time, and nothing in a new clone. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/test\/(faults|journeys)\//.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    // Loading CDK, the SDK and zod anew for each file took a fifth of the whole run.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    setupFiles: ['test/leave-no-trace.ts'],
    coverage: {
      provider: 'v8',
      include: ['functions/**/*.ts'],
      reporter: ['text-summary'],
      thresholds: { 'functions/{signatures,channels,intake}/**': { lines: 100 } },
    },
  },
});
