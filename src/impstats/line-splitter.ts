// Bytes in any chunking -> lines: finds the newlines and cuts lines that exceed the limit. It decodes nothing, so no character
// is torn. An unfinished line is kept until its end arrives, or until the memory for lines is used up: it is cut there.
import { MemoryBudget, type MemoryHolding } from '../memory.ts';

/**
 * Receives each completed line.
 * @param bytes holds the line from `start` to `end`, without its line end (LF or CR LF); only valid during the call
 * @param tooLong the line went on behind `end`, beyond a limit
 */
export type LineSink = (bytes: Uint8Array, start: number, end: number, tooLong: boolean) => void;

const LF = 0x0a;
const CR = 0x0d;
const NOTHING = new Uint8Array(0);

export class LineSplitter {
  readonly #maxBytes: number;
  readonly #sink: LineSink;
  readonly #memory: MemoryHolding;
  /** holds the unfinished line; its capacity is what is taken from the memory */
  #buffer = NOTHING;
  #pending = 0;
  /** the current line exceeds a limit: the rest of it is dropped */
  #overflow = false;

  /**
   * @param maxBytes longest line that is passed on whole
   * @param account pays for the unfinished line
   */
  constructor(maxBytes: number, sink: LineSink, account = new MemoryBudget().lines) {
    this.#maxBytes = maxBytes;
    this.#sink = sink;
    this.#memory = account.open();
  }

  /** Bytes that are kept of the unfinished line. */
  get pending(): number {
    return this.#pending;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    if (this.#pending > 0 || this.#overflow) {
      const end = chunk.indexOf(LF);
      this.#keep(end === -1 ? chunk : chunk.subarray(0, end));
      if (end === -1) return;
      this.end();
      from = end + 1;
    }
    for (;;) {
      const end = chunk.indexOf(LF, from);
      if (end === -1) break;
      this.#emit(chunk, from, end);
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  /** Ends the current line: its newline arrived, or the input ended. */
  end(): void {
    if (this.#pending === 0 && !this.#overflow) return;
    const buffer = this.#buffer;
    const length = this.#pending;
    const overflow = this.#overflow;
    this.reset();
    if (overflow) this.#sink(buffer, 0, Math.min(length, this.#maxBytes), true);
    else this.#emit(buffer, 0, length);
  }

  /** Discards the unfinished line, as after the truncation of its file. */
  reset(): void {
    this.#buffer = NOTHING;
    this.#pending = 0;
    this.#overflow = false;
    this.#memory.clear();
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#overflow) return;
    // One byte more than the limit, for the CR of a CR LF.
    const part = bytes.subarray(0, this.#maxBytes + 1 - this.#pending);
    const hasRoom = this.#reserve(this.#pending + part.length);
    this.#overflow = part.length < bytes.length || !hasRoom;
    if (!hasRoom) return;
    // A copy, because the chunk may be a view of a buffer that is reused.
    this.#buffer.set(part, this.#pending);
    this.#pending += part.length;
  }

  /** @returns false when the memory has no room for a line of so many bytes */
  #reserve(bytes: number): boolean {
    const { length } = this.#buffer;
    if (bytes <= length) return true;
    // Doubled, because a line may come byte by byte.
    const capacity = Math.max(bytes, Math.min(2 * length, this.#maxBytes + 1));
    if (!this.#memory.take(capacity - length)) return false;
    const larger = new Uint8Array(capacity);
    larger.set(this.#buffer);
    this.#buffer = larger;
    return true;
  }

  #emit(bytes: Uint8Array, start: number, newline: number): void {
    const end = newline > start && bytes[newline - 1] === CR ? newline - 1 : newline;
    if (end - start <= this.#maxBytes) this.#sink(bytes, start, end, false);
    else this.#sink(bytes, start, start + this.#maxBytes, true);
  }
}
