// The catalogue against the registrations found in rsyslog's source, and the rules its rows have to keep.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, lookup, type CatalogueEntry, type CounterOf, type Origin } from '../../src/catalogue/index.ts';
import { helpFor, SHARED_HELP } from '../../src/catalogue/help.ts';
import type { CounterSpec } from '../../src/catalogue/row.ts';
import { PREFIX, seriesNameOf, seriesTypeOf } from '../../src/catalogue/series-name.ts';

const FLAGS = { resettable: 'CTR_FLAG_RESETTABLE', never: 'CTR_FLAG_NONE', always: 'CTR_FLAG_MUST_RESET' } as const;

interface Row extends CounterSpec {
  readonly origin: string;
  readonly counter: string;
  readonly where: string;
}

const ROWS: readonly Row[] = CATALOGUE.flatMap(({ origin, object, counters }) =>
  Object.entries(counters).map(([counter, spec]) =>
    Object.assign({ origin, counter, where: `${origin} ${object} ${counter}` }, spec),
  ),
);

describe('the catalogue and the registrations in the source of rsyslog', () => {
  const [head, ...registrations] = readFileSync(new URL('../fixtures/counters.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

  test('have the same rows, with the same width, flags, kind, unit and releases', () => {
    expect(head).toEqual(['origin', 'counter', 'ctype', 'flags', 'kind', 'unit', 'since']);
    const expected = registrations.map(([origin, counter, ctype, flags, kind, unit, since = '']) => {
      const first = /^v([\d.]+)/.exec(since)?.[1];
      const last = /last in v([\d.]+)/.exec(since)?.[1];
      return [origin, counter, ctype, flags, kind, unit, first, last].join('\t');
    });
    const actual = ROWS.map(({ origin, counter, width, reset, kind, unit, since, until }) =>
      [origin, counter, width === 'int32' ? 'Int' : 'IntCtr', FLAGS[reset], kind, unit, since, until].join('\t'),
    );
    expect(actual.sort()).toEqual(expected.sort());
    expect(expected).toHaveLength(293);
  });

  test('agree on what is never reported or never moves', () => {
    expect(ROWS.filter(({ dead }) => dead !== undefined).map(({ where }) => where)).toEqual([
      'imjournal imjournal poll_failed',
      'imjournal imjournal ratelimit_discarded_in_interval',
      'omdtls omdtls failures',
      'omdtls <statsname of the action> failures',
      'dynstats.bucket <bucket> <bucket>_flushed_bytes',
      'dynstats.bucket <bucket> <bucket>_flushed_counts',
      'dynstats.bucket <bucket> <bucket>_flush_errors',
    ]);
  });
});

describe('each row', () => {
  test('lists an object kind once', () => {
    const objects = CATALOGUE.map(({ origin, object, source }) => `${origin} ${object} ${source}`);
    expect(objects).toEqual([...new Set(objects)]);
  });

  test('has a sentence as its meaning, fit for HELP and for a table, of at most 160 characters', () => {
    const texts = ROWS.flatMap(({ meaning, dead }) => (dead === undefined ? [meaning] : [meaning, dead]));
    const sentence = /^[A-Z][^\t\n\r\\"|]+[^.\s]\.$/;
    expect(texts.filter((text) => !sentence.test(text) || text.length > 160)).toEqual([]);
  });
});

describe('a name that several origins share', () => {
  test('is of one kind everywhere, so that its family has one type', () => {
    const kinds = new Map<string, Set<string>>();
    for (const { counter, kind } of ROWS) kinds.set(counter, (kinds.get(counter) ?? new Set()).add(kind));
    const several = [...kinds].filter(([, found]) => found.size > 1).map(([counter, found]) => [counter, [...found]]);
    // The keys of a dynstats bucket depend on its setting resettable; the values that are zeroed are added up.
    expect(several).toEqual([['<key from dyn_inc>', ['window', 'counter']]]);
  });

  test('gives a family one type', () => {
    const types = new Map<string, string>();
    for (const row of ROWS) {
      const series = seriesNameOf(row.origin, row.counter);
      const type = seriesTypeOf(row);
      expect([series, types.get(series) ?? type]).toEqual([series, type]);
      types.set(series, type);
    }
  });

  test('has a shared help text exactly when the meanings differ', () => {
    const meanings = new Map<string, Set<string>>();
    for (const { origin, counter, meaning } of ROWS) {
      const series = seriesNameOf(origin, counter);
      meanings.set(series, (meanings.get(series) ?? new Set()).add(meaning));
    }
    const shared = [...meanings].filter(([, found]) => found.size > 1).map(([series]) => series.slice(PREFIX.length));
    expect(Object.keys(SHARED_HELP)).toEqual(shared.sort());
  });
});

test.each([
  ['submitted', undefined, 'Messages an input passed into rsyslog, or an output passed on to its target.'],
  ['submitted', 'imuxsock', 'Messages an input passed into rsyslog, or an output passed on to its target.'],
  ['utime', undefined, 'CPU time that rsyslogd has spent in user mode.'],
  ['poll_failed', undefined, 'Was meant to count failed polls of the journal. No code increments it.'],
  ['any key', 'dynstats.bucket', 'Increments of a key of a dynstats bucket.'],
  ['logins.no_metric', 'dynstats', 'Increments lost because the key was empty.'],
  ['messages', 'impstats', lookup('impstats', 'messages')?.meaning],
  ['not.catalogued', undefined, 'A counter of rsyslog that is not in the catalogue of rsyslog-pstat.'],
  ['constructor', undefined, 'A counter of rsyslog that is not in the catalogue of rsyslog-pstat.'],
])('the help of %s (origin %s) is %j', (counter, origin, text) => {
  expect(helpFor(counter, origin)).toBe(text);
});

test.each([
  ['core.action', 'suspended.duration', 'suspended_duration'],
  ['core.queue', 'retry.overage.maxbytes', 'retry_overage_maxbytes'],
  ['dynstats.bucket', 'user.name p95', 'dynstats'],
  ['dynstats', 'my.bucket.ops_overflow', 'dynstats_ops_overflow'],
  ['dynstats', '<bucket>.ops_overflow', 'dynstats_ops_overflow'],
  ['dynstats', 'enqueued', 'enqueued'],
  ['percentile', 'my.bucket.new_metric_add', 'percentile_new_metric_add'],
  ['percentile.bucket', 'size|p95', 'percentile'],
  ['percentile.bucket', 'size.window_min', 'percentile_window_min'],
  ['percentile.bucket', '<stat><delim>p<NN>', 'percentile'],
  ['percentile.bucket', 'something.else', 'something_else'],
  ['ratelimit', 'per_source_drop_1_10_0_0_1', 'per_source_drop'],
  ['ratelimit', 'per_source_dropped', 'per_source_dropped'],
  ['impstats', 'messages', 'sender_messages'],
  ['impstats', 'maxrss', 'maxrss'],
  ['unknown', 'some!counter', 'some_counter'],
  ['constructor', 'constructor', 'constructor'],
  ['impstats', 'constructor', 'constructor'],
])('%s %s becomes rsyslog_pstat_%s', (origin, counter, name) => {
  expect(seriesNameOf(origin, counter)).toBe(PREFIX + name);
});

describe('lookup', () => {
  test('finds every row under its own name, and the first of its origin when there are several', () => {
    for (const row of ROWS) {
      const counter = row.origin === 'dynstats.bucket' ? '<key from dyn_inc>' : row.counter;
      const first = CATALOGUE.find(({ origin, counters }) => origin === row.origin && Object.hasOwn(counters, counter));
      expect(lookup(row.origin, row.counter)).toBe(first?.counters[counter]);
    }
  });

  test.each([
    ['dynstats.bucket', 'anything at all', '<key from dyn_inc>'],
    ['dynstats', 'my.bucket.no_metric', '<bucket>.no_metric'],
    ['percentile', 'b.ops_overflow', '<bucket>.ops_overflow'],
    ['percentile.bucket', 'sizep50', '<stat><delim>p<NN>'],
    ['percentile.bucket', 'size_window_count', '<stat><delim>window_count'],
    ['ratelimit', 'per_source_drop_12_host', 'per_source_drop_<rank>_<key>'],
  ])('of %s %s finds %s', (origin, counter, key) => {
    const object = CATALOGUE.find((entry) => entry.origin === origin && Object.hasOwn(entry.counters, key));
    expect(object).toBeDefined();
    expect(lookup(origin, counter)).toBe(object?.counters[key]);
  });

  test.each([
    ['core.action', 'size'],
    ['unknown', 'size'],
    ['dynstats', 'b.unknown'],
    ['percentile.bucket', 'size.q95'],
    ['core.action', 'constructor'],
    ['__proto__', 'size'],
  ])('of %s %s finds nothing', (origin, counter) => {
    expect(lookup(origin, counter)).toBeUndefined();
  });
});

test('names of origins and counters are checked by the compiler', () => {
  const metric = <O extends Origin>(origin: O, counter: CounterOf<O>) => lookup(origin, counter);
  const queue: CatalogueEntry['origin'] = 'core.queue';
  expect(metric('core.action', 'failed')?.unit).toBe('events');
  expect(metric(queue, 'disk.usage')?.unit).toBe('bytes');
  // @ts-expect-error a counter of another origin
  expect(metric('core.action', 'size')).toBeUndefined();
  // @ts-expect-error misspelt
  expect(metric('core.actions', 'failed')).toBeUndefined();
});
