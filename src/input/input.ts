// The contract between commands and inputs: an input opens streams, feeds them and reports its end.
import type { Stream } from '../collector/stream.ts';
import type { Io } from '../io.ts';
import type { Log } from '../log.ts';
import type { InputOptions } from './options.ts';

/**
 * What an input refuses before any line is read:
 * - sender_not_allowed: a datagram or connection from an address that --udp.allow or --tcp.allow does not list
 * - too_many_connections: a connection beyond --tcp.max-connections
 * - idle_connection: a connection that was silent for --tcp.idle-timeout
 * - framing_error: a connection whose octet counts (RFC 6587) do not match its data
 */
export const INPUT_REFUSALS = [
  'sender_not_allowed',
  'too_many_connections',
  'idle_connection',
  'framing_error',
] as const;
export type InputRefusal = (typeof INPUT_REFUSALS)[number];

export interface InputContext {
  readonly io: Pick<Io, 'stdin' | 'stdout' | 'now'>;
  /** answer the lines of standard input on standard output, as omprog's confirmMessages expects */
  readonly confirmMessages: boolean;
  readonly log: Log;
  readonly options: InputOptions;
  /**
   * Opens one ordered stream of bytes (a connection, a file, a sender).
   * @param peer address of the sender, for lines whose header names no host
   */
  stream(name: string, peer?: string): Stream;
  /** counts a refusal */
  count(refusal: InputRefusal): void;
}

export interface Input {
  /** resolves at the end of the input (stdin ended, or close() was called); rejects when it cannot continue */
  readonly done: Promise<void>;
  /** stops reading; resolves when all that was read has been passed on */
  close(): Promise<void>;
}
