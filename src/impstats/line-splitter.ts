// Bytes in any chunking -> lines: finds the newlines and cuts lines that exceed the limit. It decodes nothing, so no character
// is torn. An unfinished line is kept until its end arrives.

/**
 * Receives each completed line.
 * @param bytes holds the line from `start` to `end`, without its line end (LF or CR LF); only valid during the call
 * @param tooLong the line went on behind `end`, beyond the limit
 */
export type LineSink = (bytes: Uint8Array, start: number, end: number, tooLong: boolean) => void;

const LF = 0x0a;
const CR = 0x0d;

export class LineSplitter {
  readonly #maxBytes: number;
  readonly #sink: LineSink;
  #rest: Uint8Array[] = [];
  #restBytes = 0;
  /** the current line exceeds the limit: the rest of it is dropped */
  #overflow = false;

  /** @param maxBytes longest line that is passed on whole */
  constructor(maxBytes: number, sink: LineSink) {
    this.#maxBytes = maxBytes;
    this.#sink = sink;
  }

  /** Bytes that are kept of the unfinished line. */
  get pending(): number {
    return this.#restBytes;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    if (this.#restBytes > 0 || this.#overflow) {
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
    if (this.#restBytes === 0 && !this.#overflow) return;
    const bytes = concat(this.#rest, this.#restBytes);
    const overflow = this.#overflow;
    this.reset();
    if (overflow) this.#sink(bytes, 0, this.#maxBytes, true);
    else this.#emit(bytes, 0, bytes.length);
  }

  /** Discards the unfinished line, as after the truncation of its file. */
  reset(): void {
    this.#rest = [];
    this.#restBytes = 0;
    this.#overflow = false;
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    // One byte more than the limit, for the CR of a CR LF.
    const room = this.#maxBytes + 1 - this.#restBytes;
    if (bytes.length > room) this.#overflow = true;
    if (room <= 0) return;
    // A copy, because the chunk may be a view of a buffer that is reused.
    const part = Uint8Array.from(bytes.subarray(0, room));
    this.#rest.push(part);
    this.#restBytes += part.length;
  }

  #emit(bytes: Uint8Array, start: number, newline: number): void {
    const end = newline > start && bytes[newline - 1] === CR ? newline - 1 : newline;
    if (end - start <= this.#maxBytes) this.#sink(bytes, start, end, false);
    else this.#sink(bytes, start, start + this.#maxBytes, true);
  }
}

function concat(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
