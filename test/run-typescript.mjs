// Runs a TypeScript program of the tests with any Node that the product supports: `node test/run-typescript.mjs FILE [flags]`.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const [entry = ''] = process.argv.splice(2, 1);
mkdirSync('node_modules/.cache', { recursive: true });
const folder = mkdtempSync('node_modules/.cache/run-');
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
// The program reads its version from the package above its own folder.
copyFileSync('package.json', join(folder, 'package.json'));
const file = join(folder, 'dist', 'main.js');
await build({
  input: entry,
  platform: 'node',
  logLevel: 'warn',
  output: { file, format: 'esm', codeSplitting: false },
});
await import(pathToFileURL(resolve(file)).href);
