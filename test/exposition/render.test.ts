// Families to text: heads of both formats, values with all their digits, scaled values without artefacts, and sources that
// no label tells apart.
import { describe, expect, test } from 'vitest';
import { OPEN_METRICS, renderFamilies, TEXT } from '../../src/exposition/render.ts';
import type { Value } from '../../src/impstats/record.ts';
import { SeriesStore } from '../../src/series/store.ts';
import { object } from '../impstats/lines-of.ts';
import { apply, batch, counters } from '../series/exported.ts';

function storeOf(scheme: 'gardener' | 'standard', ...records: Parameters<typeof batch>[0]): SeriesStore {
  const store = new SeriesStore({ naming: scheme });
  apply(store, batch(records));
  return store;
}

const RECORDS = [
  counters('a', 'core.action', { resumed: 1 }),
  counters('l', 'percentile.bucket', { 's.p95': 2, 's.window_count': 3 }),
  counters('q', 'core.queue', { size: 4 }),
  counters('x', 'impnew', { 'new "\\\n': 5 }),
];

describe('heads', () => {
  test('of the text format', () => {
    expect(renderFamilies(storeOf('gardener', ...RECORDS).view(), TEXT)).toBe(`\
# HELP rsyslog_pstat_new____ Counter "new "\\\\ " of rsyslog, which is not in the catalogue of rsyslog-pstat.
# TYPE rsyslog_pstat_new____ untyped
rsyslog_pstat_new____{name="x",origin="impnew"} 5
# HELP rsyslog_pstat_percentile Percentile of the latest observations (nearest rank); may be one report late, and repeats while nothing new is observed.
# TYPE rsyslog_pstat_percentile summary
rsyslog_pstat_percentile{name="l",origin="percentile.bucket",counter="s",quantile="0.95"} 2
# HELP rsyslog_pstat_percentile_window_count Values observed in the interval; may be one report late, and repeats while nothing new is observed.
# TYPE rsyslog_pstat_percentile_window_count gauge
rsyslog_pstat_percentile_window_count{name="l",origin="percentile.bucket",counter="s"} 3
# HELP rsyslog_pstat_resumed Times a retry found the action usable again; can exceed suspended, since retries happen without a suspension as well.
# TYPE rsyslog_pstat_resumed counter
rsyslog_pstat_resumed{name="a",origin="core.action"} 1
# HELP rsyslog_pstat_size Messages in the queue at this moment, with the batch in work; a backlog that spilled to disk is in the object with [DA].
# TYPE rsyslog_pstat_size gauge
rsyslog_pstat_size{name="q",origin="core.queue"} 4
`);
  });

  test('of OpenMetrics, where counters are named without their suffix, and untyped is called unknown', () => {
    const text = renderFamilies(storeOf('standard', ...RECORDS).view(), OPEN_METRICS);
    expect(text.split('\n').filter((line) => !line.startsWith('# HELP'))).toEqual([
      '# TYPE rsyslog_pstat_new____ unknown',
      'rsyslog_pstat_new____{name="x",origin="impnew"} 5',
      '# TYPE rsyslog_pstat_percentile summary',
      'rsyslog_pstat_percentile{name="l",origin="percentile.bucket",counter="s",quantile="0.95"} 2',
      '# TYPE rsyslog_pstat_percentile_window_observations gauge',
      'rsyslog_pstat_percentile_window_observations{name="l",origin="percentile.bucket",counter="s"} 3',
      '# TYPE rsyslog_pstat_resumed counter',
      'rsyslog_pstat_resumed_total{name="a",origin="core.action"} 1',
      '# TYPE rsyslog_pstat_size gauge',
      'rsyslog_pstat_size{name="q",origin="core.queue"} 4',
      '',
    ]);
    expect(text).toContain('# HELP rsyslog_pstat_new____ Counter \\"new \\"\\\\ \\" of rsyslog');
    expect(text).not.toContain('# EOF');
  });

  test('nothing is nothing', () => {
    expect(renderFamilies([], TEXT)).toBe('');
  });
});

const U64 = 2n ** 64n - 1n;
const VALUES: readonly (readonly [what: string, key: string, value: Value, shown: string])[] = [
  ['no microseconds', 'utime', 0, '0'],
  ['one microsecond', 'utime', 1, '0.000001'],
  ['three tenths of a second, which must not become 0.30000000000000004', 'utime', 300_000, '0.3'],
  ['a sum of which a product would have an artefact', 'utime', 1_100_003, '1.100003'],
  ['microseconds of years', 'utime', 999_999_999_999_999, '999999999.999999'],
  ['microseconds beyond 2^53, as near as a double gets', 'utime', 9_007_199_254_740_993n, '9007199254.740992'],
  ['kilobytes', 'maxrss', 10_224, '10469376'],
  ['kilobytes beyond 2^53, exactly', 'maxrss', U64, String(U64 * 1024n)],
  ['blocks', 'oublock', 3, '1536'],
  ['a count beyond 2^53, exactly', 'nvcsw', U64, String(U64)],
  ['a negative count', 'nvcsw', -5, '-5'],
  ['a fraction', 'nvcsw', 1.5, '1.5'],
];

describe('values in the standard scheme', () => {
  test.each(VALUES)('%s', (_, key, value, shown) => {
    const usage = object('resource-usage', 'impstats', [[key, value]]);
    const line = renderFamilies(storeOf('standard', usage).view(), TEXT).split('\n')[2];
    expect(line?.split(' ')[1]).toBe(shown);
  });

  test('every microsecond of a second is shown with at most six decimals', () => {
    const wrong: string[] = [];
    const store = new SeriesStore({ naming: 'standard' });
    for (let utime = 1; utime <= 1_000_000; utime += 997) {
      apply(store, batch([object('resource-usage', 'impstats', [['utime', utime]])]));
      const shown = renderFamilies(store.view(), TEXT).split('\n')[2]?.split(' ')[1] ?? '';
      if (!/^[01](\.\d{1,6})?$/.test(shown)) wrong.push(shown);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a fleet', () => {
  const records = (n: number) => [counters('q', 'core.queue', { size: n, maxqsize: n, enqueued: n })];
  const samples = (store: SeriesStore) => renderFamilies(store.view(), TEXT).split('\n').filter((line) => /^\w/.test(line)); // prettier-ignore

  test('with a label per node has a series per node', () => {
    const store = new SeriesStore({ labels: [['zone', 'z']] });
    for (const [node, n] of [['b', 2], ['a', 1]] as const) apply(store, batch(records(n)), node); // prettier-ignore
    expect(samples(store)).toEqual([
      'rsyslog_pstat_enqueued{name="q",origin="core.queue",node="a",zone="z"} 1',
      'rsyslog_pstat_enqueued{name="q",origin="core.queue",node="b",zone="z"} 2',
      'rsyslog_pstat_maxqsize{name="q",origin="core.queue",node="a",zone="z"} 1',
      'rsyslog_pstat_maxqsize{name="q",origin="core.queue",node="b",zone="z"} 2',
      'rsyslog_pstat_size{name="q",origin="core.queue",node="a",zone="z"} 1',
      'rsyslog_pstat_size{name="q",origin="core.queue",node="b",zone="z"} 2',
    ]);
  });

  test('without one adds up, and takes the largest of high-water marks', () => {
    const store = new SeriesStore();
    for (const n of [1, 4, 2]) store.apply(store.createSource(), batch(records(n)));
    expect(samples(store)).toEqual([
      'rsyslog_pstat_enqueued{name="q",origin="core.queue"} 7',
      'rsyslog_pstat_maxqsize{name="q",origin="core.queue"} 4',
      'rsyslog_pstat_size{name="q",origin="core.queue"} 7',
    ]);
  });
});
