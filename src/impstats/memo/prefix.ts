// What stood in front of the statistics of an earlier line. rsyslog writes the same header again with another time, so a line
// whose beginning differs in digits only has its statistics in the same place, and the same host. It parses nothing itself.
import type { Header } from '../header.ts';

const encoder = new TextEncoder();

export class Place {
  readonly host: string;
  /** bytes in front of the statistics */
  readonly length: number;
  readonly #before: Uint8Array;
  readonly #hostStart: number;
  readonly #hostEnd: number;

  constructor(line: string, header: Header, host: string) {
    this.host = host;
    this.#before = encoder.encode(line.slice(0, header.end));
    this.length = this.#before.length;
    this.#hostStart = encoder.encode(line.slice(0, header.hostStart)).length;
    this.#hostEnd = encoder.encode(line.slice(0, header.hostEnd)).length;
  }

  /** Whether a header like this one, of the same host, stands at `start`. */
  isAt(line: Uint8Array, start: number, end: number): boolean {
    const before = this.#before;
    const { length } = before;
    if (start + length > end) return false;
    for (let i = 0; i < length; i++) {
      const known = before[i] as number;
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
