// A flag whose value names a file with settings: read as a whole, before anything in it is looked at.
import { readFileSync } from 'node:fs';
import { UsageError } from '../io.ts';

export interface FlagFile {
  /** its name as the user wrote it, for messages */
  readonly file: string;
  readonly text: string;
}

/** @throws UsageError when it cannot be read */
export function readFlagFile(file: string): FlagFile {
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch (cause) {
    throw new UsageError(`cannot be read: ${(cause as Error).message}`, { cause });
  }
}
