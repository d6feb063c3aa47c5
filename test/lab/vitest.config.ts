// For `npm run lab`: the whole lab, which the usual run leaves out, and what it fetches before.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/lab/*.lab.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    globalSetup: ['./test/setup/build.ts'],
    setupFiles: ['./test/setup/cleanup.ts'],
    reporters: ['verbose'],
  },
});
