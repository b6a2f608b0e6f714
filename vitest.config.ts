import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    // Loading CDK, the SDK and zod anew for each file took a fifth of the whole run.
    isolate: false,
    setupFiles: ['test/leave-no-trace.ts'],
    coverage: {
      provider: 'v8',
      include: ['functions/**/*.ts'],
      reporter: ['text-summary'],
      thresholds: { 'functions/{signatures,channels,intake}/**': { lines: 100 } },
    },
  },
});
