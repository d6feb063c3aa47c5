// The files of the repository that the tests of this folder look at, with their texts.
import { readdirSync, readFileSync } from 'node:fs';

/** @returns texts by path, as in src/io.ts, of all TypeScript files below the folder */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(names.sort().map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')]));
}
