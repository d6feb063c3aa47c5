// How many keys of a dynstats bucket share a value with another key. rsyslog compares names of JSON without regard to case, so of
// keys that differ only in case it writes one, with the value of one: only its own count of keys shows that others are missing.
import type { StatisticsObject } from './statistics-object.ts';

/**
 * @param bucket as of its last batch
 * @param dynstats the object with the counts of all buckets
 * @returns 0 when several processes share the bucket, since their keys cannot be distinguished. Keys that a cut line lacks count as
 * well
 */
export function mergedKeysOf(bucket: StatisticsObject, dynstats: StatisticsObject | undefined): number {
  if (bucket.instances !== 1) return 0;
  const count = (counter: string): number => {
    const { name } = bucket.name;
    const series = dynstats?.series.get(`${name}.${counter}`) ?? dynstats?.series.get(`${name}!${counter}`);
    return Number(series?.sinceRestart ?? 0);
  };
  const shown = bucket.counters - bucket.foldedCounters;
  return Math.max(bucket.foldedCounters, count('new_metric_add') - count('metrics_purged') - shown);
}
