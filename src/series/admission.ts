// The limits on series, shared by all sources: how many series there are, and how many samples each limit has dropped. SeriesTable
// decides which series are admitted.

export interface Limits {
  /** series in all */
  readonly series: number;
  /** keys per dynstats bucket */
  readonly dynstatsKeys: number;
  /** senders of _sender_stat per source; 0 leaves them out, uncounted */
  readonly senders: number;
  /** UTF-16 units of a name: of an object, its origin, a sender, a counter */
  readonly nameLength: number;
}

export const DEFAULT_LIMITS: Limits = { series: 200_000, dynstatsKeys: 10_000, senders: 0, nameLength: 4096 };

/** The limit that dropped a sample; memory: the account of series is used up. */
export type SeriesDropReason = 'max_series' | 'dynstats_keys' | 'senders' | 'name_length' | 'memory';

export class Admission {
  readonly limits: Limits;
  readonly #drops: Record<SeriesDropReason, number> = {
    max_series: 0,
    dynstats_keys: 0,
    senders: 0,
    name_length: 0,
    memory: 0,
  };
  #size = 0;
  #epoch = 1;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Number of series. */
  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size >= this.limits.series;
  }

  /** Rises whenever series go, so that dropped ones can be tried again; never 0. */
  get epoch(): number {
    return this.#epoch;
  }

  get drops(): Readonly<Record<SeriesDropReason, number>> {
    return this.#drops;
  }

  /** Takes one more series; only while it is not full. */
  admit(): void {
    this.#size++;
  }

  release(series: number): void {
    this.#size -= series;
    this.#epoch++;
  }

  countDrop(reason: SeriesDropReason, samples = 1): void {
    this.#drops[reason] += samples;
  }
}
