// What one line of statistics can become: objects, marks, rejects.

/** An integer as rsyslog wrote it: a number while that is exact, a bigint beyond 2^53. */
export type Value = number | bigint;

/** All of an object's line except its numbers. Lines that repeat share one shape, so shapes are compared by identity. */
export interface Shape {
  readonly name: string;
  readonly origin: string;
  /** the counters stand one level down, in "values" (dynstats and percentile) */
  readonly nested: boolean;
  /** only of _sender_stat: the sender whose messages are counted */
  readonly sender?: string;
  /** counter names as written, in order; a name may stand twice */
  readonly keys: readonly string[];
}

/** One statistics object of one batch. `values[i]` belongs to `shape.keys[i]`. */
export interface ObjectRecord {
  readonly kind: 'object';
  readonly shape: Shape;
  readonly values: readonly Value[];
}

/** A line that brackets a batch. */
export interface Mark {
  readonly kind: 'begin' | 'end';
}

/**
 * Why a line was discarded, kept in part, or repaired. Every reason is always exported, so that its first case is a rise from 0.
 * - not_statistics: the line is not an impstats line of any format
 * - malformed: the line starts in a known format and then violates it; complete counters before the error are kept
 * - truncated: the line ends too early; complete counters are kept
 * - too_long: the line is longer than a limit; complete counters within the limit are kept
 * - nul_bytes: NUL bytes were removed from the line before it was parsed
 * - invalid_utf8: bytes that are not UTF-8 were replaced with U+FFFD; the line is kept
 * - missing_name: an object without a name, without an origin, or, if it is _sender_stat, without a sender
 * - bad_value: a counter whose value is not a number below 1e40, or negative although it only rises; the other counters are kept
 * - unsupported_format: rsyslog's own format="prometheus", which has no labels
 * - unexpected_end: END without BEGIN
 * - foreign_host: the header names a host that belongs to another peer
 */
export const REJECT_REASONS = [
  'not_statistics',
  'malformed',
  'truncated',
  'too_long',
  'nul_bytes',
  'invalid_utf8',
  'missing_name',
  'bad_value',
  'unsupported_format',
  'unexpected_end',
  'foreign_host',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export interface Reject {
  readonly kind: 'reject';
  readonly reason: RejectReason;
  /** 0-based offset in the line, in UTF-16 units */
  readonly offset: number;
  /** what was expected or has to be changed, for people */
  readonly detail: string;
}

export type Item = ObjectRecord | Mark | Reject;

export function reject(reason: RejectReason, offset: number, detail: string): Reject {
  return { kind: 'reject', reason, offset, detail };
}
