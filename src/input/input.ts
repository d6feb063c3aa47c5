// What an input is for the commands: it opens streams, feeds them, and says when it is over.
import type { Stream } from '../collector/stream.ts';
import type { Io } from '../io.ts';
import type { Log } from '../log.ts';
import type { InputOptions } from './options.ts';

/**
 * What an input refuses before any line is looked at:
 * - sender_not_allowed: a datagram from an address that --udp.allow does not list
 * - too_many_connections: a connection beyond --tcp.max-connections
 * - idle_connection: a connection that was closed because nothing came for --tcp.idle-timeout
 * - framing_error: a connection whose octet counts (RFC 6587) do not fit what it sends
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
  /** standard input's lines are answered on standard output, see omprog's confirmMessages */
  readonly confirmMessages: boolean;
  readonly log: Log;
  readonly options: InputOptions;
  /**
   * Opens one ordered stream of bytes (a connection, a file, a sender).
   * @param peer address of the sender, for lines whose header names no host
   */
  stream(name: string, peer?: string): Stream;
  /** counts what was refused */
  count(what: InputRefusal): void;
}

export interface Input {
  /** settles when the input is over (stdin ended, or close() was called); rejects when it cannot go on */
  readonly done: Promise<void>;
  /** stops reading; what was read before has been handed on when it settles */
  close(): Promise<void>;
}
