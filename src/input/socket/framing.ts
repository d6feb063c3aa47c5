// Takes the framing of syslog over TCP off a connection's bytes: RFC 6587's octet counts, or newlines. Which of the two it is
// shows itself at each frame, as for imtcp. It keeps no message, only the few bytes that do not tell yet.
import type { Stream } from '../../collector/stream.ts';

const LF = 0x0a;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const LESS = 0x3c;
const NEWLINE = Uint8Array.of(LF);
const NOTHING = new Uint8Array(0);

/** A longer number is a part of a line. */
const MOST_DIGITS = 7;
/** The shortest message is END: a line may start with "1 ", as those of RFC 5424 without priority do. */
const SHORTEST_FRAME = 3;

/** A frame's length and where its message starts; or that it is a line; or that too little is there to tell. */
type Start = { readonly length: number; readonly at: number } | 'line' | 'unclear';

export class FrameReader {
  readonly #stream: Stream;
  readonly #maxFrameBytes: number;
  readonly #refuse: (detail: string) => void;
  /** the beginning of a frame that is not clear yet: a few digits */
  #head: Uint8Array = NOTHING;
  #state: 'start' | 'line' | 'counted' = 'start';
  /** bytes that are missing of the counted frame */
  #missing = 0;
  /** what the last frame was */
  #last: 'line' | 'counted' | undefined;

  /** @param refuse is told what is wrong with a frame */
  constructor(stream: Stream, maxFrameBytes: number, refuse: (detail: string) => void) {
    this.#stream = stream;
    this.#maxFrameBytes = maxFrameBytes;
    this.#refuse = refuse;
  }

  /** @returns false when there is no telling where the next frame starts: the connection is of no more use */
  write(chunk: Uint8Array, at: number): boolean {
    const bytes = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    this.#head = NOTHING;
    let from = 0;
    while (from < bytes.length) {
      if (this.#state === 'start') {
        // Some senders end a counted message with a newline that they have not counted.
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
      from = this.#state === 'counted' ? this.#counted(bytes, from, at) : this.#lines(bytes, from, at);
    }
    return true;
  }

  /** The connection is over. */
  end(at: number): void {
    if (this.#head.length > 0) this.#stream.write(this.#head, at);
    this.#head = NOTHING;
    this.#stream.end(at);
  }

  /** @returns where the frame's message starts */
  #begin(bytes: Uint8Array, from: number): number | 'unclear' | 'lost' {
    const start = recognise(bytes, from, this.#last === 'line');
    if (start === 'unclear') return start;
    if (start === 'line') {
      if (this.#last === 'counted') this.#refuse('no octet count at the start of a frame; taken as a line');
      this.#last = 'line';
      return this.#enter('line', from);
    }
    if (start.length > this.#maxFrameBytes) {
      this.#refuse(`a frame of ${start.length} bytes is longer than the limit`);
      return 'lost';
    }
    this.#last = 'counted';
    this.#missing = start.length;
    return this.#enter('counted', start.at);
  }

  #enter(state: 'line' | 'counted', at: number): number {
    this.#state = state;
    return at;
  }

  #counted(bytes: Uint8Array, from: number, at: number): number {
    const to = Math.min(bytes.length, from + this.#missing);
    if (to > from) this.#stream.write(bytes.subarray(from, to), at);
    this.#missing -= to - from;
    if (this.#missing === 0) {
      this.#state = 'start';
      if (bytes[to - 1] !== LF) this.#stream.write(NEWLINE, at);
    }
    return to;
  }

  /** Lines up to the first one that may be a counted frame, in one piece. */
  #lines(bytes: Uint8Array, from: number, at: number): number {
    let to = from;
    do {
      const end = bytes.indexOf(LF, to);
      to = end === -1 ? bytes.length : end + 1;
      this.#state = end === -1 ? 'line' : 'start';
    } while (to < bytes.length && this.#last === 'line' && !isCount(bytes[to]));
    this.#stream.write(bytes.subarray(from, to), at);
    return to;
  }
}

/** @param isLineLikely a count must be followed by a priority then: a line can start with a number */
function recognise(bytes: Uint8Array, from: number, isLineLikely: boolean): Start {
  let length = 0;
  let at = from;
  if (bytes[at] === ZERO) return 'line';
  for (; isDigit(bytes[at]); at++) {
    if (at - from === MOST_DIGITS) return 'line';
    length = length * 10 + (bytes[at] ?? ZERO) - ZERO;
  }
  if (at === bytes.length) return 'unclear';
  if (at === from || bytes[at] !== SPACE || length < SHORTEST_FRAME) return 'line';
  at++;
  if (!isLineLikely) return { length, at };
  if (at === bytes.length) return 'unclear';
  return bytes[at] === LESS ? { length, at } : 'line';
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** Whether a frame that starts with this byte can have an octet count. */
function isCount(byte: number | undefined): boolean {
  return byte !== ZERO && isDigit(byte);
}
