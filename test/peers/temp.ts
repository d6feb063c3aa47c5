// A temporary folder per test, gone when the test file ends. Its path is short: a Unix socket's path has 108 bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './cleanup.ts';

/**
 * @param parent where to create it, for a program that sees only part of the file system
 * @returns the absolute path of a new, empty folder
 */
export function tempDir(parent: string = tmpdir()): string {
  const path = mkdtempSync(join(parent, 'pstat-'));
  atEnd(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
