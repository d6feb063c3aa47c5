// For `npm run lab`: only the whole lab, which the usual run leaves out.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/lab/whole.lab.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    globalSetup: ['./test/setup/build.ts'],
    setupFiles: ['./test/setup/cleanup.ts'],
    reporters: ['verbose'],
  },
});
