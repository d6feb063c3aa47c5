// The files that have been at a path, oldest first, each open until it is read: they may be renamed at any time, several times
// between two checks. It opens and closes files; it neither reads them nor decides when one is finished.
import { statSync } from 'node:fs';
import type { Log } from '../../log.ts';
import { FollowedFile, keyOf } from './open-file.ts';
import { findRotated, openMissed, type Identity } from './rotated.ts';

const MOST_OPEN_FILES = 64;
const MOST_REMEMBERED_FILES = 1024;

export class FileQueue {
  readonly #path: string;
  readonly #log: Log;
  readonly #files: FollowedFile[] = [];
  /** files that were opened here, or rotated before the start */
  readonly #known: Set<string>;
  #wasMissing = false;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
    this.#known = new Set(findRotated(path).map(identity));
  }

  /** The file to be read. */
  get current(): FollowedFile | undefined {
    return this.#files[0];
  }

  get length(): number {
    return this.#files.length;
  }

  /** Whether the file was missing at the start, so that all its data is new. */
  get wasMissing(): boolean {
    return this.#wasMissing;
  }

  /** Whether a later file has data. */
  get hasSuccessor(): boolean {
    return this.#files.slice(1).some((file) => file.stat().size > 0n);
  }

  /**
   * Opens a new file at the path while it is there.
   * @throws NotAFileError, or the error of the system when it cannot be opened
   */
  check(): void {
    const last = this.#files.at(-1);
    const stat = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (!stat) {
      if (!last && !this.#wasMissing) this.#log.info('waiting for the file to appear', { file: this.#path });
      this.#wasMissing ||= !last;
      return;
    }
    if (last && keyOf(stat) === last.key) return;
    const file = new FollowedFile(this.#path);
    if (last?.key === file.key) file.close();
    else this.#take(file, last);
  }

  /** Puts a file in front of the current one. */
  putFirst(file: FollowedFile): void {
    this.#files.unshift(file);
  }

  /** Closes the current file. */
  shift(): void {
    this.#files.shift()?.close();
  }

  close(): void {
    for (const file of this.#files.splice(0)) file.close();
  }

  #take(file: FollowedFile, last: FollowedFile | undefined): void {
    const isNew = last !== undefined || this.#wasMissing;
    const isKnown = (other: Identity): boolean => this.#known.has(identity(other));
    const missed = isNew ? openMissed(this.#path, last, file, isKnown) : [];
    if (missed.length > 0)
      this.#log.info('reading files that were rotated between two checks', { files: missed.length });
    for (const next of [...missed, file]) {
      this.#files.push(next);
      this.#known.add(identity(next.stat()));
    }
    for (const old of this.#known) {
      if (this.#known.size <= MOST_REMEMBERED_FILES) break;
      this.#known.delete(old);
    }
    // After many rotations without data, the second oldest file gets none any more.
    const [, idle] = this.#files;
    if (this.#files.length > MOST_OPEN_FILES && idle?.stat().size === 0n) this.#files.splice(1, 1)[0]?.close();
  }
}

/** Inode numbers are reused after the removal of a file. */
function identity(file: Identity): string {
  return `${keyOf(file)}@${file.birthtimeNs}`;
}
