// One series of one source: takes the values of a counter batch by batch, and gives the value to export. Counters that reports
// reset are added up, so that Prometheus sees a counter.
import { addExact, larger } from '../impstats/number.ts';
import type { Value } from '../impstats/record.ts';
import type { Family } from './family.ts';
import type { ResetGroup } from './reset-groups.ts';

/** The batch being applied to a source. */
export interface BatchNumber {
  /** counts all batches */
  readonly pass: number;
  /** counts those that are not incomplete: a series' age is `whole - series.seen` */
  readonly whole: number;
}

export class Series {
  readonly family: Family;
  /** all labels, with braces, as they stand in the exposition */
  readonly labels: string;
  /** how equal series become one */
  readonly merge: 'add' | 'max';
  /** set on counters that a report may reset */
  readonly resets: ResetGroup | undefined;
  /** all values are in rsyslog's unit */
  #raw: Value = 0;
  #rawBefore: Value = 0;
  #seen = -1;
  #seenBefore = -1;
  #pass = -1;
  /** of the raw values since the last restart of rsyslogd */
  #sum: Value = 0;
  /** what had been exported until then */
  #base: Value;

  /** @param base what an earlier run of this program exported, in rsyslog's unit */
  constructor(
    family: Family,
    labels: string,
    { merge, resets, base }: Pick<Series, 'merge' | 'resets'> & { readonly base: Value },
  ) {
    this.family = family;
    this.labels = labels;
    this.merge = merge;
    this.resets = resets;
    this.#base = base;
  }

  /** The value to export, in rsyslog's unit. */
  get value(): Value {
    if (this.resets === undefined) return this.#raw;
    return addExact(this.#base, this.resets.isInterval ? this.#sum : this.#raw);
  }

  /** The value in the last batch that had it. */
  get raw(): Value {
    return this.#raw;
  }

  /** The counter since rsyslogd started, as far as it was seen. */
  get sinceRestart(): Value {
    return this.resets?.isInterval === true ? this.#sum : this.#raw;
  }

  /** Number of the last whole batch that had it, -1 before the first. */
  get seen(): number {
    return this.#seen;
  }

  /** Whether the last two batches that had it differ. */
  get hasChanged(): boolean {
    return this.#raw !== this.#rawBefore;
  }

  /** @returns whether this is the first value in this batch; further ones are merged into it */
  observe(value: Value, batch: BatchNumber): boolean {
    if (this.#pass === batch.pass) {
      this.#raw = this.merge === 'max' ? larger(this.#raw, value) : addExact(this.#raw, value);
      return false;
    }
    this.#pass = batch.pass;
    this.#rawBefore = this.#raw;
    this.#seenBefore = this.#seen;
    this.#seen = batch.whole;
    this.#raw = value;
    return true;
  }

  /** Whether it is in this batch and in the whole one before, with a smaller value now; a value below zero is an underflow. */
  hasFallen({ pass, whole }: BatchNumber): boolean {
    if (this.#pass !== pass || this.#seenBefore < 0 || this.#seenBefore < whole - 1) return false;
    return this.#raw < this.#rawBefore && this.#raw >= 0;
  }

  /**
   * Adds the value of this batch to the sum, if the batch has one.
   * @param replayed the base contains this batch already
   */
  addInterval({ pass }: BatchNumber, replayed: boolean): void {
    if (this.resets === undefined || this.#pass !== pass) return;
    if (replayed && this.#base !== 0) this.#raw = 0;
    else this.#sum = addExact(this.#sum, this.#raw);
  }

  /**
   * Keeps what has been exported so far when rsyslogd restarts. Sums continue, so nothing is counted twice or lost, whether
   * the new process resets its counters or not. Totals fall to the new process's values, an ordinary counter reset, unless
   * they are based on a sum already.
   */
  startAnew(): void {
    if (this.resets === undefined) return;
    if (this.resets.isInterval || this.#base !== 0) {
      this.#base = this.value;
      // It is in the base now, and the new process may never mention this counter.
      this.#raw = 0;
    }
    this.#sum = 0;
  }
}
