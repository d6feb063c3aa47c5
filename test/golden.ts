// Compares generated or printed text with a committed file, byte for byte. `npm run update` rewrites the files.
import { resolve } from 'node:path';
import { expect } from 'vitest';

/** @param path of the golden file, from the root of the repository */
export function expectGolden(text: string, path: string): Promise<void> {
  return expect(text, `${path} differs: run \`npm run update\`, then read \`git diff\``).toMatchFileSnapshot(
    resolve(path),
  );
}
