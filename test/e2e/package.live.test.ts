// The npm package: what `npm pack` ships from a checkout that was never built.
import { cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runProcess } from '../peers/process.ts';
import { tempDir } from '../peers/temp.ts';

const NEEDED = ['package.json', 'build.mjs', 'tsconfig.json', 'tsconfig.build.json', 'src'];

test('it has the program', async () => {
  const checkout = tempDir();
  for (const path of NEEDED) cpSync(path, join(checkout, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'));
  const { code, stdout, stderr } = await runProcess('npm', ['pack', '--dry-run', '--json'], { cwd: checkout });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const [{ files }] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
  expect(files.map(({ path }) => path)).toContain('dist/cli.js');
});
