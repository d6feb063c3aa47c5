// What the exposition is made of: families of series that share a name, and what is held of each series.
import type { Value } from '../impstats/record.ts';
import type { MetricType } from './naming/scheme.ts';
import type { ResetGroup } from './resets.ts';

export interface Family {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** emitted value times this is the exported value */
  readonly scale: number;
}

/** One series of one source. What it exports follows from its values by `currentValue` in resets.ts. */
export interface Series {
  readonly family: Family;
  /** all labels, with braces, as they stand in the exposition */
  readonly labels: string;
  /** how equal series of one batch become one */
  readonly merge: 'add' | 'max';
  /** set on counters that a report may reset */
  readonly resets: ResetGroup | undefined;
  /** value in the last batch that had it, in rsyslog's unit */
  raw: Value;
  /** value in the batch before that one */
  before: Value;
  /** numbers of these two batches, -1 when there was none (see Source) */
  seen: number;
  seenBefore: number;
  /** the last pass over a batch that touched it */
  pass: number;
  /** sum of the raw values since the last start of rsyslogd that was noticed */
  sum: Value;
  /** what had been exported until then */
  base: Value;
}
