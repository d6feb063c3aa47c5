// Strips the framing of syslog over TCP from a connection's bytes: octet counts of RFC 6587, or newlines. Like imtcp, it recognises
// the framing at each frame. It buffers only the few bytes that do not decide it yet.
import type { Stream } from '../../collector/stream.ts';

const LF = 0x0a;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const LESS = 0x3c;
const NEWLINE = Uint8Array.of(LF);
const NOTHING = new Uint8Array(0);

/** A longer number is a part of a line. */
const MAX_DIGITS = 7;
/** The length of END, the shortest message: a line may start with "1 ", as in RFC 5424 without priority. */
const SHORTEST_FRAME = 3;

/** Length of a counted frame and offset of its message; a line; or too few bytes to decide. */
type Start = { readonly length: number; readonly offset: number } | 'line' | 'unclear';

export class FrameReader {
  readonly #stream: Stream;
  readonly #maxFrameBytes: number;
  readonly #refuse: (detail: string) => void;
  /** beginning of a frame that is not decided yet: a few digits */
  #head: Uint8Array = NOTHING;
  #state: 'start' | 'line' | 'counted' = 'start';
  /** rest of the counted frame, in bytes */
  #missing = 0;
  /** kind of the last frame */
  #last: 'line' | 'counted' | undefined;

  /** @param refuse receives the description of a wrong frame */
  constructor(stream: Stream, maxFrameBytes: number, refuse: (detail: string) => void) {
    this.#stream = stream;
    this.#maxFrameBytes = maxFrameBytes;
    this.#refuse = refuse;
  }

  /** @returns false when the start of the next frame is unknown: the connection has to be closed */
  write(chunk: Uint8Array, timestampMs: number): boolean {
    const bytes = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    this.#head = NOTHING;
    let from = 0;
    while (from < bytes.length) {
      if (this.#state === 'start') {
        // Some senders add a newline to a counted message without counting it.
        if (this.#last === 'counted' && bytes[from] === LF) {
          from++;
          continue;
        }
        const start = this.#begin(bytes, from);
        if (start === 'unclear') {
          this.#head = Uint8Array.from(bytes.subarray(from));
          return true;
        }
        if (start === 'lost') return false;
        from = start;
      }
      from =
        this.#state === 'counted' ? this.#counted(bytes, from, timestampMs) : this.#lines(bytes, from, timestampMs);
    }
    return true;
  }

  /** The connection ended. */
  end(timestampMs: number): void {
    if (this.#head.length > 0) this.#stream.write(this.#head, timestampMs);
    this.#head = NOTHING;
    this.#stream.end(timestampMs);
  }

  /** @returns offset of the frame's message */
  #begin(bytes: Uint8Array, from: number): number | 'unclear' | 'lost' {
    const start = recognise(bytes, from, this.#last === 'line');
    if (start === 'unclear') return start;
    if (start === 'line') {
      if (this.#last === 'counted') this.#refuse('a frame without octet count is read as a line');
      this.#last = 'line';
      return this.#enter('line', from);
    }
    if (start.length > this.#maxFrameBytes) {
      this.#refuse(`a frame of ${start.length} bytes exceeds the limit`);
      return 'lost';
    }
    this.#last = 'counted';
    this.#missing = start.length;
    return this.#enter('counted', start.offset);
  }

  #enter(state: 'line' | 'counted', offset: number): number {
    this.#state = state;
    return offset;
  }

  #counted(bytes: Uint8Array, from: number, timestampMs: number): number {
    const to = Math.min(bytes.length, from + this.#missing);
    if (to > from) this.#stream.write(bytes.subarray(from, to), timestampMs);
    this.#missing -= to - from;
    if (this.#missing === 0) {
      this.#state = 'start';
      if (bytes[to - 1] !== LF) this.#stream.write(NEWLINE, timestampMs);
    }
    return to;
  }

  /** Passes on all lines before the next possible counted frame in one piece. */
  #lines(bytes: Uint8Array, from: number, timestampMs: number): number {
    let to = from;
    do {
      const end = bytes.indexOf(LF, to);
      to = end === -1 ? bytes.length : end + 1;
      this.#state = end === -1 ? 'line' : 'start';
    } while (to < bytes.length && this.#last === 'line' && !isCount(bytes[to]));
    this.#stream.write(bytes.subarray(from, to), timestampMs);
    return to;
  }
}

/** @param isLineLikely then a count must be followed by a priority, because a line can start with a number */
function recognise(bytes: Uint8Array, from: number, isLineLikely: boolean): Start {
  let length = 0;
  let offset = from;
  if (bytes[offset] === ZERO) return 'line';
  for (; isDigit(bytes[offset]); offset++) {
    if (offset - from === MAX_DIGITS) return 'line';
    length = length * 10 + (bytes[offset] ?? ZERO) - ZERO;
  }
  if (offset === bytes.length) return 'unclear';
  if (offset === from || bytes[offset] !== SPACE || length < SHORTEST_FRAME) return 'line';
  offset++;
  if (!isLineLikely) return { length, offset };
  if (offset === bytes.length) return 'unclear';
  return bytes[offset] === LESS ? { length, offset } : 'line';
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** Whether a frame that starts with this byte can have an octet count. */
function isCount(byte: number | undefined): boolean {
  return byte !== ZERO && isDigit(byte);
}
