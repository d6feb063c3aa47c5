// The outside world of the program, passed to run() and to every command. Tests pass their own.
import type { Readable, Writable } from 'node:stream';

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * For commands that end in order: from the first call on, the first SIGTERM or SIGINT aborts this signal. Until then, and from the
   * second on, it ends the process at once.
   */
  readonly stopSignal: () => AbortSignal;
  /** the wall clock, milliseconds since the epoch */
  readonly now: () => number;
  /** a clock that is never set, milliseconds since an arbitrary time: for spans of time */
  readonly monotonicMs: () => number;
}

/** Exit codes of the command line, the same for every command. */
export const EXIT = { ok: 0, findings: 1, usage: 2 } as const;

/** Wrong flags, settings or files. It holds all problems; the program ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join('\n'), options);
    this.problems = list;
  }
}
