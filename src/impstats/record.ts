// The vocabulary of the parser: what one line of statistics can turn into.

/** An integer as rsyslog wrote it: a number while that is exact, a bigint beyond 2^53. */
export type Value = number | bigint;

/** Everything about an object's line but its numbers. Lines that repeat share one shape, so it can be compared by identity. */
export interface Shape {
  readonly name: string;
  readonly origin: string;
  /** counters stood one level down, in "values" (dynstats and percentile do this) */
  readonly nested: boolean;
  /** only on _sender_stat: whose messages are counted */
  readonly sender?: string;
  /** counter names as emitted, in order; the same one may stand twice */
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
 * Why a line, or a part of it, was not taken. All of them are always exported, so that a new one is seen as a rise from 0.
 * - not_statistics: the line is no impstats output in any format
 * - malformed: it starts like one but breaks its format; complete counters before the break are kept
 * - truncated: it ends too early; complete counters are kept
 * - too_long: longer than the limit; complete counters within the limit are kept
 * - nul_bytes: NUL bytes were taken out of the line before it was parsed
 * - invalid_utf8: bytes that are no UTF-8 were replaced with U+FFFD; the line is kept
 * - missing_name: an object without a name, without an origin, or, if it is _sender_stat, without a sender
 * - bad_value: a counter whose value is no integer; the object's other counters are kept
 * - unsupported_format: rsyslog's own format="prometheus", which lacks the labels needed here
 * - unexpected_end: END without BEGIN
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
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export interface Reject {
  readonly kind: 'reject';
  readonly reason: RejectReason;
  /** 0-based offset in the line, in UTF-16 units */
  readonly offset: number;
  /** for people: what was expected, what to change */
  readonly detail: string;
}

export type Item = ObjectRecord | Mark | Reject;

export function reject(reason: RejectReason, offset: number, detail: string): Reject {
  return { kind: 'reject', reason, offset, detail };
}
