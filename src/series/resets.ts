// Counters that rsyslog zeroes at each report, recognised without a setting and added up, so that Prometheus sees a counter.
// All resettable counters of a process share a setting (resetCounters), and so do the keys of a dynstats bucket (resettable).
import { add } from '../impstats/number.ts';
import type { Value } from '../impstats/record.ts';
import type { Series } from './family.ts';

/** auto: until a fall proves that reports reset the counters, their values are taken as totals */
export const RESET_MODES = ['auto', 'on', 'off'] as const;
export type ResetMode = (typeof RESET_MODES)[number];

export class ResetGroup {
  /** empty for the process, otherwise the dynstats bucket */
  readonly bucket: string;
  readonly #mode: ResetMode;
  #proven = false;

  constructor(bucket: string, mode: ResetMode) {
    this.bucket = bucket;
    this.#mode = mode;
  }

  /** Whether the values are those of one interval each. */
  get isInterval(): boolean {
    return this.#proven || this.#mode === 'on';
  }

  /** Whether a fall of one of its counters would tell something new. */
  get wantsProof(): boolean {
    return this.#mode === 'auto' && !this.#proven;
  }

  prove(): void {
    this.#proven = true;
  }

  /** rsyslogd started anew, maybe with another configuration: what was proven has to be proven again. */
  restart(): void {
    this.#proven = false;
  }
}

/** @returns the value to export, in rsyslog's unit */
export function currentValue(series: Series): Value {
  const { resets } = series;
  if (resets === undefined) return series.raw;
  return add(series.base, resets.isInterval ? series.sum : series.raw);
}

/**
 * Keeps what has been exported so far when rsyslogd starts anew. Sums go on, so that nothing is counted twice or lost,
 * whatever the new process does. Totals fall to the new process's values, an ordinary counter reset, unless they stand on
 * a sum already.
 */
export function carryOver(series: Series): void {
  const { resets } = series;
  if (resets === undefined) return;
  if (resets.isInterval || series.base !== 0) {
    series.base = currentValue(series);
    // It is in the base now, and the new process may never mention this counter.
    series.raw = 0;
  }
  series.sum = 0;
}
