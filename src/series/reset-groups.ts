// Which counters rsyslog zeroes at each report. All resettable counters of a process share a setting (resetCounters), and so do
// the keys of a dynstats bucket (resettable): what is detected for one counter holds for its group.
import type { Shape } from '../impstats/record.ts';

/** auto: values are totals until a fall shows that reports reset the counters */
export const RESET_MODES = ['auto', 'on', 'off'] as const;
export type ResetMode = (typeof RESET_MODES)[number];

export interface ResetModes {
  /** of all counters outside of dynstats buckets */
  readonly resetCounters: ResetMode;
  /** by dynstats bucket; the others follow `auto` */
  readonly resetBuckets: ReadonlyMap<string, ResetMode>;
}

export class ResetGroup {
  /** empty for the process, otherwise the dynstats bucket */
  readonly bucket: string;
  readonly #mode: ResetMode;
  #isDetected = false;

  constructor(bucket: string, mode: ResetMode) {
    this.bucket = bucket;
    this.#mode = mode;
  }

  /** Whether the values are those of one interval each. */
  get isInterval(): boolean {
    return this.#isDetected || this.#mode === 'on';
  }

  /** Whether a fall of one of its counters can still decide what the values are. */
  get isUndecided(): boolean {
    return this.#mode === 'auto' && !this.#isDetected;
  }

  markDetected(): void {
    this.#isDetected = true;
  }

  /** rsyslogd restarted, maybe with another configuration. */
  forgetDetection(): void {
    this.#isDetected = false;
  }
}

/** The groups of one source. */
export class ResetGroups {
  readonly #modes: ResetModes;
  readonly #process: ResetGroup;
  readonly #buckets = new Map<string, ResetGroup>();

  constructor(modes: ResetModes) {
    this.#modes = modes;
    this.#process = new ResetGroup('', modes.resetCounters);
  }

  /** The process first, then each dynstats bucket. */
  get all(): readonly ResetGroup[] {
    return [this.#process, ...this.#buckets.values()];
  }

  of({ name, origin }: Pick<Shape, 'name' | 'origin'>): ResetGroup {
    if (origin !== 'dynstats.bucket') return this.#process;
    const known = this.#buckets.get(name);
    if (known) return known;
    const group = new ResetGroup(name, this.#modes.resetBuckets.get(name) ?? 'auto');
    this.#buckets.set(name, group);
    return group;
  }
  /** The bucket is gone; a new one of its name is another one. */
  removeBucket(name: string): void {
    this.#buckets.delete(name);
  }
}
