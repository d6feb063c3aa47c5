// What inputs write to.

/** One ordered stream of bytes. */
export interface Stream {
  /** @param at when they were written, as far as that is known, milliseconds since the epoch */
  write(bytes: Uint8Array, at: number): void;
  /** The stream is over: an unfinished line is taken as it is. */
  end(at: number): void;
  /** Drops an unfinished line. */
  reset(): void;
}
