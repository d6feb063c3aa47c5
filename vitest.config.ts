import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Tests wait for events with deadlines; this is a last resort.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/reporters/plain.ts'],
    setupFiles: ['./test/setup/cleanup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{live,slow}.test.ts'],
          setupFiles: ['./test/setup/no-processes.ts'],
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: ['test/**/*.slow.test.ts'], maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'live',
          include: ['test/**/*.live.test.ts'],
          // Those with promtool take turns on the processors, and compute for minutes.
          testTimeout: 900_000,
          globalSetup: ['./test/setup/build.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
