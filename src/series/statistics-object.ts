// One statistics object of a source over time: which series its counters belong to.
import type { Shape } from '../impstats/record.ts';
import type { MemoryHolding } from '../memory.ts';
import type { BatchNumber, Series } from './series.ts';

/** Objects of equal names are one. */
export type ObjectName = Pick<Shape, 'name' | 'origin' | 'sender'>;

/** Counters that share a series with another one: above it all are removed, and those that still come are found again. */
const MAX_MERGED_COUNTERS = 1000;
const MERGED_COUNTER_BYTES = 150;

export class StatisticsObject {
  readonly name: ObjectName;
  /** by the counter's name in the record */
  readonly series = new Map<string, Series>();
  /** lines of this object in the last batch that had it, and in the one before */
  instances = 0;
  instancesBefore = 0;
  /** counters in these lines, and how many of them fell into the series of another one */
  counters = 0;
  foldedCounters = 0;
  /** takes one of the places that the limit on senders gives */
  isCountedSender = false;
  readonly #merged = new Set<string>();
  readonly #memory: MemoryHolding;
  /** numbers of the last batch that had it */
  #seen = -1;
  #pass = -1;

  /** @param memory of its source */
  constructor({ name, origin, sender }: ObjectName, memory: MemoryHolding) {
    // A copy, because a shape holds the names of all its counters.
    this.name = sender === undefined ? { name, origin } : { name, origin, sender };
    this.#memory = memory;
  }

  /** Number of the last whole batch that had it. */
  get seen(): number {
    return this.#seen;
  }

  /** Counters that share a series with another one. */
  get mergedCounters(): number {
    return this.#merged.size;
  }

  /** Counts one more line in this batch; @returns whether it is the first one */
  countLine({ pass, whole }: BatchNumber): boolean {
    if (this.#pass === pass) {
      this.instances++;
      return false;
    }
    this.#pass = pass;
    this.#seen = whole;
    this.instancesBefore = this.instances;
    this.instances = 1;
    this.counters = 0;
    this.foldedCounters = 0;
    return true;
  }

  /** The counter shares a series with another one; dropped when there is no memory for its name. */
  merge(key: string, series: Series): void {
    if (!this.#memory.take(bytesOfMerged(key))) return;
    this.#merged.add(key);
    this.series.set(key, series);
  }

  /** Bounds the names that a long-lived series keeps of the counters merged into it. */
  limitMerged(): void {
    if (this.#merged.size > MAX_MERGED_COUNTERS) this.forgetMerged();
  }

  forgetMerged(): void {
    for (const key of this.#merged) this.#unmerge(key);
  }

  /** Removes the series that were last seen before the whole batch of this number. */
  removeOlder(whole: number): void {
    for (const [key, series] of this.series) {
      if (series.seen >= whole) continue;
      this.series.delete(key);
      if (this.#merged.has(key)) this.#unmerge(key);
    }
  }

  #unmerge(key: string): void {
    this.series.delete(key);
    this.#merged.delete(key);
    this.#memory.give(bytesOfMerged(key));
  }
}

function bytesOfMerged(key: string): number {
  return MERGED_COUNTER_BYTES + 2 * key.length;
}

/** Equal for objects of equal names only. */
export function objectKey({ name, origin, sender }: ObjectName): string {
  return sender === undefined ? `${origin}\0${name}` : `${origin}\0${name}\0${sender}`;
}
