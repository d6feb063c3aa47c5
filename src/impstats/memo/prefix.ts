// What stands before the statistics of a line: a header that repeats with another time. A line that differs from it in digits
// only has its statistics at the same offset and comes from the same host. It parses nothing.
import type { Header } from '../header.ts';

const encoder = new TextEncoder();

export class LinePrefix {
  readonly host: string;
  /** bytes before the statistics */
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #hostStart: number;
  readonly #hostEnd: number;

  constructor(line: string, header: Header, host: string) {
    this.host = host;
    this.length = encoder.encode(line.slice(0, header.end)).length;
    // Whether a colon ends a header depends on the character behind it.
    const endsInColon = line[header.end - 1] === ':';
    this.#bytes = encoder.encode(line.slice(0, endsInColon ? header.end + 1 : header.end));
    this.#hostStart = encoder.encode(line.slice(0, header.hostStart)).length;
    this.#hostEnd = encoder.encode(line.slice(0, header.hostEnd)).length;
  }

  /** Whether a header like this one, of the same host, stands at `start`. */
  isAt(line: Uint8Array, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const { length } = bytes;
    if (start + length > end) return false;
    for (let i = 0; i < length; i++) {
      const known = bytes[i] as number;
      const byte = line[start + i] as number;
      if (byte === known) continue;
      if (!isDigit(byte) || !isDigit(known) || (i >= this.#hostStart && i < this.#hostEnd)) return false;
    }
    return true;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
