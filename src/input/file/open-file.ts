// One open file that somebody else appends to: reads it piece by piece and notices when what was read is no longer there.
// It knows the file by its descriptor alone, so a rename changes nothing; it never writes.
import { closeSync, constants, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs';

/** Bytes that are handed on at a time. */
const CHUNK_BYTES = 256 * 1024;
/** Bytes in front of the offset that must still be there: enough that two emissions do not look the same. */
const KNOWN_BYTES = 4096;

/** One for all files: reading is synchronous, and nobody keeps a chunk. */
const buffer = Buffer.allocUnsafe(KNOWN_BYTES + CHUNK_BYTES);

/** The file at a path is something that cannot be followed: a folder, a pipe, a device. */
export class NotAFileError extends Error {
  override name = 'NotAFileError';
}

export class FollowedFile {
  /** tells open files apart: device and inode */
  readonly key: string;
  readonly #fd: number;
  #offset = 0;
  /** the bytes in front of the offset, at most KNOWN_BYTES */
  #known: Uint8Array = new Uint8Array(0);

  /** @throws NotAFileError, or the error of the system when it cannot be opened */
  constructor(path: string) {
    // Without O_NONBLOCK, opening a named pipe waits for its writer, and with us the whole program.
    this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(this.#fd, { bigint: true });
    this.key = keyOf(stat);
    if (stat.isFile()) return;
    this.close();
    throw new NotAFileError(`${path} is not a regular file`);
  }

  /** Where the next read starts. */
  get offset(): number {
    return this.#offset;
  }

  /** What was read last, up to the offset. */
  get known(): Uint8Array {
    return this.#known;
  }

  stat(): BigIntStats {
    return fstatSync(this.#fd, { bigint: true });
  }

  /**
   * @param most bytes that are wanted
   * @returns the next bytes, valid until the next call; none at the end of the file; `rewritten` when the bytes that were read
   * last are no longer in their place, and nothing was read
   */
  next(most = CHUNK_BYTES): Uint8Array | 'rewritten' {
    const { length } = this.#known;
    // The known bytes come with the new ones in one read, so that nothing can change between the check and its use.
    const wanted = length + Math.min(most, CHUNK_BYTES);
    const read = readSync(this.#fd, buffer, 0, wanted, this.#offset - length);
    if (read < length || buffer.compare(this.#known, 0, length, 0, length) !== 0) return 'rewritten';
    this.#offset += read - length;
    if (read > length) this.#known = Uint8Array.from(buffer.subarray(Math.max(0, read - KNOWN_BYTES), read));
    return new Uint8Array(buffer.buffer, buffer.byteOffset + length, read - length);
  }

  /** @returns up to `length` bytes at a place, a copy; for looking around without moving */
  peek(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.#fd, bytes, 0, length, position));
  }

  /** Goes on at `offset`, which must not be behind the end. */
  seek(offset: number): void {
    const length = Math.min(offset, KNOWN_BYTES);
    this.#known = this.peek(offset - length, length);
    this.#offset = offset;
  }

  restart(): void {
    this.#offset = 0;
    this.#known = new Uint8Array(0);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

export function keyOf({ dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): string {
  return `${dev}:${ino}`;
}
