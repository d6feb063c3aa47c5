// Follows what is found at a path through all its rotations, one step at a time; file.ts says what is promised. It has neither
// watcher nor timer: whoever calls step() decides when to look.
import type { Stream } from '../../collector/stream.ts';
import type { Io } from '../../io.ts';
import type { Log } from '../../log.ts';
import { FileQueue } from './queue.ts';
import { findStart } from './start.ts';
import { NotAFileError, type FollowedFile } from './open-file.ts';
import { openCopy } from './rotated.ts';

/** A file that appears after us is read from its beginning, unless it is too large to be news. */
const LARGEST_NEWS_BYTES = 64 * 1024 * 1024;

export class FileFollower {
  readonly #path: string;
  readonly #stream: Stream;
  readonly #now: Io['now'];
  readonly #log: Log;
  readonly #files: FileQueue;
  /** what was in the file before us, and when it was written; undefined before the first file was found */
  #backlog: { readonly endOffset: number; readonly at: number } | undefined;
  #hasLooked = false;
  #problem = '';

  constructor(path: string, stream: Stream, { now }: Pick<Io, 'now'>, log: Log) {
    this.#path = path;
    this.#stream = stream;
    this.#now = now;
    this.#log = log;
    this.#files = new FileQueue(path, log);
  }

  /** The only file that is followed at present; undefined while there is none, or a rotation is under way. */
  get onlyFile(): FollowedFile | undefined {
    return this.#files.length === 1 ? this.#files.current : undefined;
  }

  /**
   * Looks once and hands on at most one chunk.
   * @returns whether there may be more at once
   * @throws NotAFileError the first time, when following makes no sense; later problems are told, as they can be mended
   */
  step(): boolean {
    try {
      this.#look();
      const file = this.#files.current;
      return file ? this.#advance(file) : false;
    } catch (cause) {
      if (!this.#hasLooked && cause instanceof NotAFileError) throw cause;
      this.#tell(cause);
      return false;
    } finally {
      this.#hasLooked = true;
    }
  }

  close(): void {
    this.#files.close();
  }

  #look(): void {
    try {
      this.#files.look();
      if (this.#files.current) this.#backlog ??= this.#begin(this.#files.current);
    } catch (cause) {
      // What is open can be read on, whatever has taken its place.
      if (!this.#files.current) throw cause;
      this.#tell(cause);
    }
  }

  #begin(file: FollowedFile): { endOffset: number; at: number } {
    const { size, mtimeNs } = file.stat();
    this.#problem = '';
    if (this.#files.wasMissing && size <= LARGEST_NEWS_BYTES) return { endOffset: 0, at: 0 };
    file.seek(findStart(file));
    this.#log.debug('starting at the last whole emission', { file: this.#path, offset: file.offset });
    return { endOffset: Number(size), at: Math.min(Number(mtimeNs / 1_000_000n), this.#now()) };
  }

  #advance(file: FollowedFile): boolean {
    // Asked before reading: who writes to the next file has written its last byte to this one.
    const isOver = this.#files.hasSuccessor;
    const found = this.#read(file);
    if (found === 'rewritten') this.#startAgain(file);
    if (found !== 'nothing') return true;
    if (isOver) this.#finish();
    return isOver;
  }

  #read(file: FollowedFile): 'data' | 'nothing' | 'rewritten' {
    const { endOffset = 0, at = 0 } = this.#backlog ?? {};
    const isBacklog = file.offset < endOffset;
    let bytes: Uint8Array | 'rewritten';
    try {
      bytes = file.next(isBacklog ? endOffset - file.offset : undefined);
    } catch (cause) {
      this.#tell(cause);
      return 'nothing';
    }
    if (bytes === 'rewritten') return bytes;
    if (bytes.length === 0) return 'nothing';
    this.#problem = '';
    this.#stream.write(bytes, isBacklog ? at : this.#now());
    return 'data';
  }

  /** Somebody truncated the file, and may have written to it again. */
  #startAgain(file: FollowedFile): void {
    const copy = openCopy(this.#path, file.known, file.offset);
    const fields = { file: this.#path, unreadBytes: copy ? Number(copy.stat().size) - copy.offset : 0 };
    this.#log.info('the file was truncated; reading it from its start', fields);
    file.restart();
    this.#backlog = { endOffset: 0, at: 0 };
    if (copy) this.#files.putFirst(copy);
    // What comes now is not the rest of the line that is pending: joining the two halves would make up numbers.
    else this.#stream.reset();
  }

  /** The current file has a successor, and its last byte was read. */
  #finish(): void {
    this.#files.shift();
    this.#backlog = { endOffset: 0, at: 0 };
    // A line without an end stays that way: nobody writes to this file any more. What is whole of it counts.
    this.#stream.end(this.#now());
    this.#log.debug('the file was rotated; reading the new one', { file: this.#path });
  }

  #tell(cause: unknown): void {
    const { message } = cause as Error;
    if (message === this.#problem) return;
    this.#problem = message;
    this.#log.warn('cannot read the file; trying again', { file: this.#path, error: message });
  }
}
