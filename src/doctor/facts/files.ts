// Reads the files between rsyslog and node-exporter: content, age, mode. Adapter: it judges nothing.
import { accessSync, closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LEFTOVER_MS, TEMPORARY_NAME } from '../../output/replace-file.ts';
import type { ChildProgram, FileFacts, TextfileFacts } from './facts.ts';
import { namesIn, textOf } from './if-readable.ts';

/** Enough for several reports of a busy node. */
const TAIL_BYTES = 4 * 1024 * 1024;

/** @param now milliseconds since the epoch */
export function readTextfileFacts(path: string, now: number): TextfileFacts {
  const folder = dirname(path);
  const names = namesIn(folder);
  const rest = {
    leftovers: names
      .filter((name) => TEMPORARY_NAME.test(name))
      .map((name) => join(folder, name))
      .filter((file) => now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now) > LEFTOVER_MS),
    others: names
      .filter((name) => name.endsWith('.prom') && name !== basename(path))
      .map((name) => ({ path: join(folder, name), text: textOf(join(folder, name)) })),
  };
  try {
    const { mode, mtimeMs } = statSync(path);
    return { path, mode: mode & 0o777, modifiedAt: mtimeMs, text: readFileSync(path, 'utf8'), ...rest };
  } catch (error) {
    return { path, mode: 0, text: '', error: (error as Error).message, ...rest };
  }
}

/** @returns the facts, and the end of the file from the start of a line */
export function readStatsFile(path: string): FileFacts & { readonly tail: string } {
  try {
    const file = openSync(path, 'r');
    try {
      const { size, mtimeMs } = fstatSync(file);
      const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
      readSync(file, buffer, 0, buffer.length, size - buffer.length);
      const tail = buffer.toString('utf8');
      return { path, modifiedAt: mtimeMs, tail: size > TAIL_BYTES ? tail.slice(tail.indexOf('\n') + 1) : tail };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { path, error: (error as Error).message, tail: '' };
  }
}

/** @param words the command line of an omprog action, split */
export function readChild([program = '', ...flags]: readonly string[]): ChildProgram {
  try {
    accessSync(program, constants.X_OK);
    return { program, isExecutable: true, flags };
  } catch {
    return { program, isExecutable: false, flags };
  }
}
