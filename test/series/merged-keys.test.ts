// Keys of a dynstats bucket that share a value: those that rsyslog merges by case, and those that look alike in a series.
import { expect, test } from 'vitest';
import type { ObjectRecord } from '../../src/impstats/record.ts';
import { SeriesStore, type StoreOptions } from '../../src/series/store.ts';
import { apply, batch, counters, sourceOf, usage, type Counters } from './exported.ts';

const global = (added: number, purged = 0, dot = '.'): ObjectRecord =>
  counters('global', 'dynstats', { [`u${dot}new_metric_add`]: added, [`u${dot}metrics_purged`]: purged });
const bucket = (values: Counters): ObjectRecord => counters('u', 'dynstats.bucket', values);
const twice = bucket({ root: 1 });

function merged(batches: readonly (readonly ObjectRecord[])[], options: Partial<StoreOptions> = {}): unknown {
  const store = new SeriesStore(options);
  batches.forEach((records, i) => apply(store, batch([usage(i), ...records], 'complete', i + 1)));
  return Object.fromEntries(sourceOf(store).mergedKeys());
}

test.each<[what: string, records: readonly ObjectRecord[], keys: number]>([
  ['nothing is merged', [global(2), bucket({ root: 1, Alice: 1 })], 0],
  ['rsyslog wrote one of three keys', [global(3), bucket({ Root: 1 })], 2],
  ['keys were purged', [global(3, 2), bucket({ root: 1 })], 0],
  ['the format writes ! for a dot', [global(3, 0, '!'), bucket({ root: 1 })], 2],
  ['a line holds a key twice', [{ ...twice, shape: { ...twice.shape, keys: ['root', 'root'] }, values: [1, 1] }], 1],
  ['a key was added between the two lines', [global(1), bucket({ root: 1, Alice: 1 })], 0],
  ['rsyslog does not count keys', [bucket({ root: 1 })], 0],
  ['two processes share the bucket', [global(2), global(2), bucket({ root: 1 }), bucket({ root: 1 })], 0],
])('%s', (_, records, keys) => expect(merged([records])).toEqual({ u: keys }));

test('added keys are summed where reports reset the count', () => {
  const batches = [[global(3), bucket({ Root: 1 })], [global(0), bucket({ Root: 1 })]]; // prettier-ignore
  expect(merged(batches, { resetCounters: 'on' })).toEqual({ u: 2 });
});

test('keys that a limit drops are there all the same', () => {
  const limits = { series: 1, dynstatsKeys: 1, senders: 0, nameLength: 100 };
  expect(merged([[global(3), bucket({ a: 1, b: 1, c: 1 })]], { limits })).toEqual({ u: 0 });
});
