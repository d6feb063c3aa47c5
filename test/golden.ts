// What is generated or printed, compared with a committed file byte for byte. `npm run update` writes the files anew.
import { resolve } from 'node:path';
import { expect } from 'vitest';

/** @param path of the golden file, from the root of the repository */
export function expectGolden(text: string, path: string): Promise<void> {
  return expect(text).toMatchFileSnapshot(resolve(path));
}
