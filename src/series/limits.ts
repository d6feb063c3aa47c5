// Bounds on what rsyslog, or whoever sends in its name, can make us hold. What goes over a bound is counted, never ignored.

export interface Limits {
  /** series in all */
  readonly series: number;
  /** keys per dynstats bucket */
  readonly dynstatsKeys: number;
  /** senders of _sender_stat per source; 0 leaves them out altogether */
  readonly senders: number;
  /** hosts in fleet mode */
  readonly sources: number;
}

export const DEFAULT_LIMITS: Limits = { series: 200_000, dynstatsKeys: 10_000, senders: 0, sources: 10_000 };

/**
 * - max_series, dynstats_keys, senders: samples of series over the bound
 * - batch_size: objects over the bound of a batch
 * - sources: objects of hosts over the bound
 */
export const DROP_REASONS = ['max_series', 'dynstats_keys', 'senders', 'batch_size', 'sources'] as const;
export type DropReason = (typeof DROP_REASONS)[number];
export type Drops = Record<DropReason, number>;

export function noDrops(): Drops {
  return { max_series: 0, dynstats_keys: 0, senders: 0, batch_size: 0, sources: 0 };
}
