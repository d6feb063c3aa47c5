// What an earlier run of the exporter exported. Sums continue from it; that reports reset the counters is restored only if
// rsyslogd is still the same process.
import type { Value } from '../impstats/record.ts';
import type { ResetGroup } from './reset-groups.ts';
import { isOnlyRising } from './restart-detection.ts';
import type { Series } from './series.ts';

export interface Restored {
  /** values as exported, by series with labels: the counters that were sums, and the CPU times of their process */
  readonly values: ReadonlyMap<string, string>;
  /** dynstats buckets that reports reset, and the empty text if they reset the counters of the process */
  readonly intervals: ReadonlySet<string>;
  /** when the last batch in these sums came, milliseconds since the epoch; 0 when that is not known */
  readonly lastBatchAt: number;
  /** samples of sums whose values are no numbers to continue from */
  readonly rejected: readonly string[];
}

export const NOTHING_RESTORED: Restored = { values: new Map(), intervals: new Set(), lastBatchAt: 0, rejected: [] };

/** Shared by all sources of a store. */
export class EarlierRun {
  readonly #values: Map<string, string>;
  readonly #taken = new Map<string, string>();
  readonly #intervals: ReadonlySet<string>;

  constructor({ values, intervals }: Restored) {
    this.#values = new Map(values);
    this.#intervals = intervals;
  }

  /**
   * Gives each value once: of two sources that share a series one continues it, and a series that returns later is a new one.
   * @param series name with labels, as exported
   * @param scale of its family
   * @returns the value in rsyslog's unit
   */
  takeValue(series: string, scale: number): Value | undefined {
    const text = this.#values.get(series);
    if (text === undefined) return undefined;
    this.#values.delete(series);
    this.#taken.set(series, text);
    if (scale !== 1) return Math.round(Number(text) / scale);
    return /^\d+$/.test(text) && !Number.isSafeInteger(Number(text)) ? BigInt(text) : Number(text);
  }

  /** The series went while batches of the earlier run were read again: when it returns, it continues its value. */
  giveBack(series: string): void {
    const text = this.#taken.get(series);
    if (text !== undefined) this.#values.set(series, text);
  }

  wasInterval({ bucket }: ResetGroup): boolean {
    return this.#intervals.has(bucket);
  }
}

/** Whether the first batch of a source is of the process that an earlier run saw: then its CPU times have not fallen. */
export class ProcessComparison {
  readonly #before = new Map<Series, Value>();

  /** @param value what was restored of this series, in rsyslog's unit */
  add(key: string, series: Series, value: Value): void {
    if (isOnlyRising(key)) this.#before.set(series, value);
  }

  /** @returns false when there is nothing to compare; each value is compared once */
  isSameProcess(): boolean {
    if (this.#before.size === 0) return false;
    const same = [...this.#before].every(([{ raw }, before]) => raw >= before);
    this.#before.clear();
    return same;
  }
}
