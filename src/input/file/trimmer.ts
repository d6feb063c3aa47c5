// Keeps a statistics file from filling the disk: empties it after reading all of it. rsyslogd opens log.file with O_APPEND, so it
// continues at the new end without a hole. It never renames or removes a file.
import { closeSync, constants, fstatSync, ftruncateSync, openSync } from 'node:fs';
import type { Log } from '../../log.ts';
import { keyOf, type FollowedFile } from './open-file.ts';

const LF = 0x0a;

export class FileTrimmer {
  readonly #path: string;
  readonly #limitBytes: number;
  readonly #log: Log;
  #lastOffset = -1;
  #problem = '';

  constructor(path: string, limitBytes: number, log: Log) {
    this.#path = path;
    this.#limitBytes = limitBytes;
    this.#log = log;
  }

  /**
   * To be called regularly, between reads. Empties the file when it exceeds the limit, was read to its end and has not grown since
   * the last call: data written between the check of its size and the truncation would be lost.
   */
  tick(file: FollowedFile): void {
    const { offset } = file;
    const isQuiet = offset === this.#lastOffset;
    this.#lastOffset = offset;
    if (offset <= this.#limitBytes || !isQuiet || file.known.at(-1) !== LF) return;
    try {
      if (empty(this.#path, file)) {
        file.restart();
        this.#log.info('truncated the statistics file', { file: this.#path, bytes: offset });
      }
    } catch (cause) {
      const { message } = cause as Error;
      if (message !== this.#problem)
        this.#log.error('cannot truncate the statistics file', { file: this.#path, error: message });
      this.#problem = message;
    }
  }
}

/** @returns false when the file was replaced or has grown */
function empty(path: string, file: FollowedFile): boolean {
  const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd, { bigint: true });
    if (keyOf(stat) !== file.key || stat.size !== BigInt(file.offset)) return false;
    ftruncateSync(fd, 0);
    return true;
  } finally {
    closeSync(fd);
  }
}
