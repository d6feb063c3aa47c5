// dynstats: the counters that a configuration defines with dyn_inc(), and the bookkeeping about them.
import { define, rows } from '../row.ts';

/** Bookkeeping of all buckets in one object. Its counters stand under values in JSON (since 8.18.0), as do those of the buckets. */
export const dynstatsGlobal = define({
  origin: 'dynstats',
  object: 'global',
  source: 'runtime/dynstats.c',
  counters: {
    ...rows(
      { unit: 'operations', since: '8.17.0' },
      {
        '<bucket>.ops_overflow':
          'Increments lost because the bucket already held maxCardinality keys, or because memory ran out.',
        '<bucket>.no_metric': 'Increments lost because the key was empty.',
        '<bucket>.ops_ignored': 'Increments lost because the bucket was locked by another thread.',
      },
    ),
    ...rows(
      { unit: 'keys', since: '8.17.0' },
      {
        '<bucket>.new_metric_add': 'Keys that were new to the bucket.',
        '<bucket>.metrics_purged': 'Keys removed because they were unused for unusedMetricLife.',
      },
    ),
    ...rows(
      { unit: 'sweeps', since: '8.17.0' },
      { '<bucket>.purge_triggered': 'Times the bucket was searched for unused keys, which happens at reports only.' },
    ),
  },
});

export const dynstatsWriter = define({
  origin: 'dynstats',
  object: 'file-write-worker',
  source: 'runtime/dynstats.c',
  counters: {
    ...rows(
      { unit: 'tasks', since: '8.2602.0' },
      { enqueued: 'Requests to write the state file of a bucket; stays 0 when no bucket is kept on disk.' },
    ),
    ...rows(
      { kind: 'highwater', unit: 'tasks', reset: 'never', since: '8.2602.0', width: 'int32' },
      { maxqsize: 'Most requests to write a state file that ever waited at once.' },
    ),
  },
});

/** A bucket with the default resettable=on. */
export const dynstatsBucket = define({
  origin: 'dynstats.bucket',
  object: '<bucket>, with resettable=on',
  source: 'runtime/dynstats.c',
  counters: rows(
    { kind: 'window', unit: 'increments', reset: 'always', since: '8.17.0' },
    {
      '<key from dyn_inc>':
        'Increments of the key since the last report of any kind, which zeroes it independently of resetCounters; an unused key disappears.',
    },
  ),
});

export const dynstatsBucketKept = define({
  origin: 'dynstats.bucket',
  object: '<bucket>, with resettable=off',
  source: 'runtime/dynstats.c',
  counters: rows(
    { unit: 'increments', reset: 'never', since: '8.17.0' },
    {
      '<key from dyn_inc>':
        'Increments of the key since it came up; a key that is unused for unusedMetricLife disappears and starts at 0 later.',
    },
  ),
});

const notReported = { since: '8.2602.0', dead: 'Created, but never put on the list of what is reported.' } as const;

export const dynstatsBucketFlush = define({
  origin: 'dynstats.bucket',
  object: '<bucket>',
  source: 'runtime/dynstats.c',
  counters: {
    ...rows(
      { ...notReported, unit: 'bytes' },
      { '<bucket>_flushed_bytes': 'Was meant to count the bytes written to the state file of the bucket.' },
    ),
    ...rows(
      { ...notReported, unit: 'writes' },
      { '<bucket>_flushed_counts': 'Was meant to count how often the state file of the bucket was written.' },
    ),
    ...rows(
      { ...notReported, unit: 'errors' },
      { '<bucket>_flush_errors': 'Was meant to count failed writes of the state file of the bucket.' },
    ),
  },
});
