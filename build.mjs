// Bundles the program and its dependencies into a few files. Unbundled modules take 1.2 times the CPU time for 100 and for 40,000
// lines (Node 20). Types are checked by tsc before this runs.
import { build } from 'rolldown';

await build({
  input: { cli: 'src/cli.ts', 'password-worker': 'src/output/http/password-worker.ts' },
  platform: 'node',
  logLevel: 'warn',
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: '[name].js' },
});
