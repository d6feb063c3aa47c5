// Follows a path through rotations and truncations, one step at a time; index.ts states the guarantees. It has neither watcher
// nor timer: the caller of step() decides when to check.
import type { Stream } from '../../collector/stream.ts';
import type { Io } from '../../io.ts';
import type { Log } from '../../log.ts';
import { FileQueue } from './queue.ts';
import { findStart } from './start.ts';
import { NotAFileError, type FollowedFile } from './open-file.ts';
import { openCopy } from './rotated.ts';

/** A file that appears later is read from its beginning up to this size, from its last batch above it. */
const MAX_NEW_FILE_BYTES = 64 * 1024 * 1024;

export class FileFollower {
  readonly #path: string;
  readonly #stream: Stream;
  readonly #now: Io['now'];
  readonly #log: Log;
  readonly #files: FileQueue;
  /** data from before the start and its time; undefined until the first file is found */
  #backlog: { readonly endOffset: number; readonly timestampMs: number } | undefined;
  #hasChecked = false;
  #problem = '';

  constructor(path: string, stream: Stream, { now }: Pick<Io, 'now'>, log: Log) {
    this.#path = path;
    this.#stream = stream;
    this.#now = now;
    this.#log = log;
    this.#files = new FileQueue(path, log);
  }

  /** The only file in the queue; undefined without a file and during a rotation. */
  get onlyFile(): FollowedFile | undefined {
    return this.#files.length === 1 ? this.#files.current : undefined;
  }

  /**
   * Checks the path once and passes on at most one chunk.
   * @returns whether more data may be available
   * @throws NotAFileError at the first step only; later errors are logged, because they may be temporary
   */
  step(): boolean {
    try {
      this.#check();
      const file = this.#files.current;
      return file ? this.#advance(file) : false;
    } catch (cause) {
      if (!this.#hasChecked && cause instanceof NotAFileError) throw cause;
      this.#warn(cause);
      return false;
    } finally {
      this.#hasChecked = true;
    }
  }

  close(): void {
    this.#files.close();
  }

  #check(): void {
    try {
      this.#files.check();
      if (this.#files.current) this.#backlog ??= this.#begin(this.#files.current);
    } catch (cause) {
      // The open file can still be read.
      if (!this.#files.current) throw cause;
      this.#warn(cause);
    }
  }

  #begin(file: FollowedFile): { endOffset: number; timestampMs: number } {
    const { size, mtimeNs } = file.stat();
    this.#problem = '';
    if (this.#files.wasMissing && size <= MAX_NEW_FILE_BYTES) return { endOffset: 0, timestampMs: 0 };
    file.seek(findStart(file));
    this.#log.debug('starting at the last complete report', { file: this.#path, offset: file.offset });
    return { endOffset: Number(size), timestampMs: Math.min(Number(mtimeNs / 1_000_000n), this.#now()) };
  }

  #advance(file: FollowedFile): boolean {
    // Determined before reading: the writer of the next file has finished this one.
    const isOver = this.#files.hasSuccessor;
    const found = this.#read(file);
    if (found === 'rewritten') this.#startAgain(file);
    if (found !== 'nothing') return true;
    if (isOver) this.#finish();
    return isOver;
  }

  #read(file: FollowedFile): 'data' | 'nothing' | 'rewritten' {
    const { endOffset = 0, timestampMs = 0 } = this.#backlog ?? {};
    const isBacklog = file.offset < endOffset;
    let bytes: Uint8Array | 'rewritten';
    try {
      bytes = file.next(isBacklog ? endOffset - file.offset : undefined);
    } catch (cause) {
      this.#warn(cause);
      return 'nothing';
    }
    if (bytes === 'rewritten') return bytes;
    if (bytes.length === 0) return 'nothing';
    this.#problem = '';
    this.#stream.write(bytes, isBacklog ? timestampMs : this.#now());
    return 'data';
  }

  /** The file was truncated, and may have new data. */
  #startAgain(file: FollowedFile): void {
    const copy = openCopy(this.#path, file.known, file.offset);
    const fields = { file: this.#path, unreadBytes: copy ? Number(copy.stat().size) - copy.offset : 0 };
    this.#log.info('the file was truncated; reading it from its start', fields);
    file.restart();
    this.#backlog = { endOffset: 0, timestampMs: 0 };
    if (copy) this.#files.putFirst(copy);
    // The pending line must not be joined with new data: that would invent numbers.
    else this.#stream.reset();
  }

  /** The current file has a successor and was read to its end. */
  #finish(): void {
    this.#files.shift();
    this.#backlog = { endOffset: 0, timestampMs: 0 };
    // The file gets no more data, so an unfinished line ends here; its complete counters are kept.
    this.#stream.end(this.#now());
    this.#log.debug('the file was rotated; reading the new one', { file: this.#path });
  }

  #warn(cause: unknown): void {
    const { message } = cause as Error;
    if (message === this.#problem) return;
    this.#problem = message;
    this.#log.warn('cannot read the file; trying again', { file: this.#path, error: message });
  }
}
