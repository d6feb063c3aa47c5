// Bundles the program, with what it uses of its dependencies, into a few files: loading a hundred small modules one by one
// takes longer than reading a node's statistics. Types are checked by tsc before this runs.
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: '[name].js' },
});
