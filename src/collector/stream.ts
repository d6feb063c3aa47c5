// The interface that inputs write to.

/**
 * One ordered stream of bytes. Times are when the bytes were written, as far as that is known: `at` in milliseconds since the
 * epoch, `monotonicMs` by a clock that is never set; without it, `at` stands for both.
 */
export interface Stream {
  write(bytes: Uint8Array, at: number, monotonicMs?: number): void;
  /** Takes an unfinished line as it is, as at the end of a file; more may come. */
  end(at: number, monotonicMs?: number): void;
  /** Drops an unfinished line. */
  reset(): void;
  /** Frees what is kept for the stream: nothing more will come. */
  close(): void;
}
