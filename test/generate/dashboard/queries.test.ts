// Every query of the dashboards, for all products and settings, agrees with the catalogue.
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/generate/settings/duration.ts';
import { annotationQueries, filledIn, panelQueries, render } from './json.ts';
import { complaintsAbout, knownMetrics } from './knowledge.ts';
import { groupedBy, selectedBy } from '../promql/tree.ts';
import { VARIANTS } from '../variants.ts';

/** Value for `$__rate_interval`; no other window is as long. */
const FOLLOWS_ZOOM = '99d';

/** Panels with the window of an alert, independent of the zoom. */
const FIXED_WINDOWS = new Set([
  'Longest wait',
  'Outages in half an hour',
  'Rejected lines in ten minutes',
  'Restarts in an hour',
]);

/** Metrics on the dashboards of earlier setups for node audit logging. */
const EARLIER_METRICS = [
  ...['submitted', 'processed', 'failed', 'suspended', 'suspended_duration', 'resumed'],
  ...['utime', 'stime', 'maxrss', 'minflt', 'majflt', 'inblock', 'oublock', 'nvcsw', 'nivcsw', 'openfiles'],
  ...['size', 'enqueued', 'full', 'discarded_full', 'discarded_nf', 'maxqsize'],
];

const rendered = Object.entries(VARIANTS).flatMap(([title, given]) =>
  render(given).map((one) => [`${one.product}, ${title}`, one] as const),
);

describe.each(rendered)('%s', (_, { json, selectors }) => {
  const known = knownMetrics(selectors);
  const queries = panelQueries(json);

  test('selectors, groupings and functions agree with the catalogue', () => {
    expect(queries.length).toBeGreaterThan(60);
    for (const by of ['name', selectors.settings.groupBy, `name,${selectors.settings.groupBy}`]) {
      const all = [
        ...queries.map(({ title, target }) => [title, target.expr] as const),
        ...annotationQueries(json).map((expr) => ['annotation', expr] as const),
      ];
      for (const [title, expr] of all)
        expect.soft(complaintsAbout(filledIn(expr, { by }), known), `${title}: ${expr}`).toEqual([]);
    }
  });

  test('queries select the chosen nodes only', () => {
    const { groupBy, presence } = selectors.settings;
    for (const { title, target } of queries) {
      const selected = selectedBy(filledIn(target.expr)).filter(({ metric }) => metric !== presence.metric);
      for (const { metric, labels } of selected) expect.soft(labels, `${title}: ${metric}`).toContain(groupBy);
      for (const [matcher = ''] of target.expr.matchAll(/\w+(=~|=|!~|!=)"\$[^"]*"/g))
        expect.soft(matcher, title).toMatch(/^\w+=~/);
    }
  });

  test('windows span four samples at least, and follow the zoom in graphs', () => {
    for (const { title, type, target } of queries) {
      const isDrawn = type === 'graph' || type === 'timeseries';
      const selected = selectedBy(filledIn(target.expr, { rateInterval: FOLLOWS_ZOOM }));
      const windows = selected.filter(({ window }) => window !== undefined);
      const follow = windows.filter(({ window }) => window === FOLLOWS_ZOOM);
      expect.soft(follow.length === 0 || isDrawn, `${title} is not drawn`).toBe(true);
      expect
        .soft(
          follow.length === windows.length || !isDrawn || FIXED_WINDOWS.has(title),
          `${title} has a window that no other panel has`,
        )
        .toBe(true);
      // Functions that count samples, as for the age of the statistics, may span fewer.
      const shortest = windows
        .filter(({ rangeFunction = '' }) => ['rate', 'increase', 'delta', 'resets'].includes(rangeFunction))
        .map(({ window = '' }) => seconds(window));
      expect.soft(Math.min(Infinity, ...shortest), title).toBeGreaterThanOrEqual(4 * selectors.sampleSeconds);
      expect.soft(seconds(target.interval), title).toBe(selectors.sampleSeconds);
    }
  });

  test('legends use labels of the results only', () => {
    for (const { title, target } of queries) {
      const by = ['name', ...selectors.node].join(',');
      const has = groupedBy(filledIn(target.expr, { by }));
      for (const [, label] of target.legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect.soft(has, title).toContain(label);
    }
  });
});

test('the metrics of earlier dashboards are shown: counters as rates, gauges as values', () => {
  for (const { json, selectors } of render()) {
    const known = knownMetrics(selectors);
    const selected = panelQueries(json).flatMap(({ target }) => selectedBy(filledIn(target.expr)));
    for (const name of EARLIER_METRICS) {
      const metric = `rsyslog_pstat_${name}`;
      const ways = new Set(selected.filter((one) => one.metric === metric).map((one) => one.rangeFunction));
      const isCounter = known.get(metric)?.kind === 'counter';
      const fitting: readonly (string | undefined)[] = isCounter
        ? ['rate', 'increase', 'changes', 'resets']
        : [undefined];
      expect
        .soft(
          [...ways].filter((way) => fitting.includes(way)),
          metric,
        )
        .not.toEqual([]);
    }
  }
});

describe('the check of queries', () => {
  const known = knownMetrics(render()[0]!.selectors);

  test.each([
    ['rate(rsyslog_pstat_procesed[5m])', 'unknown metric rsyslog_pstat_procesed'],
    ['rsyslog_pstat_size{queue="x"}', 'rsyslog_pstat_size has no label queue'],
    ['rate(rsyslog_pstat_size[5m])', 'rate() of the gauge rsyslog_pstat_size'],
    ['delta(rsyslog_pstat_failed[5m])', 'delta() of the counter rsyslog_pstat_failed'],
    ['sum(max(rsyslog_pstat_maxqsize))', 'rsyslog_pstat_maxqsize, a high-water mark, is summed'],
    ['sum(rsyslog_pstat_failed)', 'sum() of the plain counter rsyslog_pstat_failed'],
    ['sum by (cause) (rsyslog_pstat_size)', 'no metric has the label cause'],
    [
      'sum(rate(rsyslog_pstat_failed[5m])) / sum(rate(rsyslog_pstat_processed[5m]))',
      '0/0 is possible in sum(rate(rsyslog_pstat_processed[5m]))',
    ],
  ])('complains about %s', (expr, complaint) => expect(complaintsAbout(expr, known)).toEqual([complaint]));

  test('complains about syntax errors', () => {
    expect(complaintsAbout('sum(rate(rsyslog_pstat_failed[5m])', known)).toHaveLength(1);
  });
});
