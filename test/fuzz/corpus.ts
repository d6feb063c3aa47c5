// The corpus: inputs that once broke a rule, or should be tried each time. A file holds the bytes of the input; one that ends in
// `.repeat.json` describes a large one.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expand, type Growing } from './growth.ts';

const FOLDER = 'test/fuzz/corpus';
const GROWING = '.repeat.json';

export interface Case {
  /** from the top of the repository */
  readonly file: string;
  readonly input: Uint8Array;
  readonly growing?: Growing;
}

export function casesOf(target: string): Case[] {
  const folder = join(FOLDER, target);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.map((name) => {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    if (!name.endsWith(GROWING)) return { file, input: Uint8Array.from(bytes) };
    const growing = JSON.parse(bytes.toString()) as Growing;
    return { file, input: expand(growing, growing.times), growing };
  });
}

/** @returns where it was saved */
export function save(target: string, name: string, found: Uint8Array | Growing): string {
  const folder = join(FOLDER, target);
  mkdirSync(folder, { recursive: true });
  const isBytes = found instanceof Uint8Array;
  const file = join(folder, isBytes ? name : `${name}${GROWING}`);
  writeFileSync(file, isBytes ? found : `${JSON.stringify(found, undefined, 2)}\n`);
  return file;
}
