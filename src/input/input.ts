// What an input is for the commands: it opens streams, feeds them, and says when it is over.
import type { Stream } from '../collector/collector.ts';
import type { Io } from '../io.ts';
import type { Log } from '../log.ts';

export interface InputContext {
  readonly io: Pick<Io, 'stdin' | 'stdout' | 'now'>;
  /** standard input's lines are answered on standard output, see omprog's confirmMessages */
  readonly confirmMessages: boolean;
  readonly log: Log;
  /**
   * Opens one ordered stream of bytes (a connection, a file, a sender).
   * @param peer address of the sender, for lines whose header names no host
   */
  stream(name: string, peer?: string): Stream;
}

export interface Input {
  /** settles when the input is over (stdin ended); rejects when it cannot go on; never settles while it can */
  readonly done: Promise<void>;
  /** stops reading; what was read before has been handed on when it settles */
  close(): Promise<void>;
}

/**
 * @param location what follows the scheme in --input
 * @throws UsageError when it cannot be opened and waiting does not help
 */
export type OpenInput = (location: string, context: InputContext) => Promise<Input>;
