// Bundles the program, with what it uses of its dependencies, into a few files: loading a hundred small modules one by one
// takes longer than reading a node's statistics. Types are checked by tsc before this runs.
import { build } from 'rolldown';

await build({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  logLevel: 'warn',
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: '[name].js' },
});
