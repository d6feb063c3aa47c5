// One open file that another process appends to: reads it in chunks and detects that the bytes last read are gone. It uses the
// descriptor only, so a rename has no effect; it never writes.
import { closeSync, constants, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs';

/** Bytes per read. */
const CHUNK_BYTES = 256 * 1024;
/** Bytes before the offset that must still be there: enough to distinguish two batches. */
const KNOWN_BYTES = 4096;

/** Shared by all files: reading is synchronous, and no chunk is kept. */
const buffer = Buffer.allocUnsafe(KNOWN_BYTES + CHUNK_BYTES);

/** The path is a folder, a pipe or a device, which cannot be followed. */
export class NotAFileError extends Error {
  override name = 'NotAFileError';
}

export class FollowedFile {
  /** device and inode, unique among open files */
  readonly key: string;
  readonly #fd: number;
  #offset = 0;
  /** the bytes in front of the offset, at most KNOWN_BYTES */
  #known: Uint8Array = new Uint8Array(0);

  /** @throws NotAFileError, or the error of the system when it cannot be opened */
  constructor(path: string) {
    // Without O_NONBLOCK, opening a named pipe blocks the program until the pipe has a writer.
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

  /** The bytes before the offset. */
  get known(): Uint8Array {
    return this.#known;
  }

  stat(): BigIntStats {
    return fstatSync(this.#fd, { bigint: true });
  }

  /**
   * @param most bytes at most
   * @returns the next bytes, valid until the next call; none at the end of the file; `rewritten` when the bytes last read are
   * gone, and then nothing was read
   */
  next(most = CHUNK_BYTES): Uint8Array | 'rewritten' {
    const { length } = this.#known;
    // One read returns the known and the new bytes, so that the file cannot change between check and use.
    const wanted = length + Math.min(most, CHUNK_BYTES);
    const read = readSync(this.#fd, buffer, 0, wanted, this.#offset - length);
    if (read < length || buffer.compare(this.#known, 0, length, 0, length) !== 0) return 'rewritten';
    this.#offset += read - length;
    if (read > length) this.#known = Uint8Array.from(buffer.subarray(Math.max(0, read - KNOWN_BYTES), read));
    return new Uint8Array(buffer.buffer, buffer.byteOffset + length, read - length);
  }

  /** @returns a copy of up to `length` bytes at a position; the offset stays */
  peek(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.#fd, bytes, 0, length, position));
  }

  /** Continues at `offset`, which must not be beyond the end. */
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
