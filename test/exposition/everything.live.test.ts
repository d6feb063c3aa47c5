// Every counter of the catalogue at once, before the judges that count: promtool, and a real Prometheus that scrapes it.
import { describe, expect, test } from 'vitest';
import { Collector } from '../../src/collector/collector.ts';
import { createPage } from '../../src/exposition/page.ts';
import { OPEN_METRICS, renderFamilies, TEXT } from '../../src/exposition/render.ts';
import { zeroHttpRefusals } from '../../src/output/http/refusals.ts';
import { startHttp } from '../../src/output/http/server.ts';
import { describeWith } from '../peers/available.ts';
import { parseExposition } from '../peers/exposition.ts';
import { promtool, startPrometheus } from '../peers/prometheus.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { COUNTERS, storeOfEverything } from './everything.ts';

describe.each(['gardener', 'standard'] as const)('the %s scheme', (scheme) => {
  const store = storeOfEverything(scheme);

  test('has one series per counter, none of them uncatalogued', () => {
    const families = [...parseExposition(renderFamilies(store.view(), TEXT)).values()];
    expect(families.filter(({ type }) => type === 'untyped').map(({ name }) => name)).toEqual([]);
    expect(store.size).toBe(COUNTERS);
  });
});

/** What promtool finds, without the name of the family. */
async function findings(scheme: 'gardener' | 'standard'): Promise<Map<string, string[]>> {
  const page = createPage({ version: '1', collector: new Collector(storeOfEverything(scheme)), nodeLabel: false });
  const { stdout, stderr } = await promtool(['check', 'metrics'], (await page(TEXT)).body.toString());
  const found = new Map<string, string[]>();
  for (const line of `${stdout}${stderr}`.trim().split('\n').filter(Boolean)) {
    const [name = '', ...rest] = line.split(' ');
    const finding = rest.join(' ');
    found.set(finding, [...(found.get(finding) ?? []), name]);
  }
  return found;
}

describeWith(['promtool'], 'promtool', () => {
  test('finds nothing in the standard scheme', async () => {
    expect(await findings('standard')).toEqual(new Map());
  });

  test('finds in the gardener scheme only what its names and labels bring with them', async () => {
    const found = await findings('gardener');
    const missingTotal = 'counter metrics should have "_total" suffix';
    const { size: counters } = new Set(found.get(missingTotal));
    found.delete(missingTotal);
    const store = storeOfEverything('gardener');
    expect(counters).toBe(
      store.view().filter(({ family: { type, name } }) => type === 'counter' && !name.endsWith('_total')).length,
    );
    expect(Object.fromEntries(found)).toEqual({
      "metric names should be written in 'snake_case' not 'camelCase'": [
        'rsyslog_pstat_actualTotalArtificialDelayInMs',
        'rsyslog_pstat_delayInvocationCount',
        'rsyslog_pstat_failed_checkConn',
        'rsyslog_pstat_potentialTotalArtificialDelayInMs',
        'rsyslog_pstat_startup_payloadBytesRead',
        'rsyslog_pstat_startup_segmentFilesProbed',
        'rsyslog_pstat_state_forcedWrites',
        'rsyslog_pstat_store_idleCleanupFailures',
        'rsyslog_pstat_store_idleDematerializations',
      ],
      'metric names should not contain abbreviated units': [
        'rsyslog_pstat_http_request_latency_ms',
        'rsyslog_pstat_requests_time_ms',
      ],
      'non-histogram and non-summary metrics should not have "_count" suffix': [
        'rsyslog_pstat_percentile_window_count',
        'rsyslog_pstat_request_count',
        'rsyslog_pstat_requests_count',
      ],
      'non-histogram and non-summary metrics should not have "_sum" suffix': ['rsyslog_pstat_percentile_window_sum'],
    });
  });
});

describeWith(['prometheus'], 'a real Prometheus', () => {
  test.each([
    ['OpenMetrics of the standard scheme', 'standard', OPEN_METRICS],
    ['text of the gardener scheme', 'gardener', TEXT],
  ] as const)('scrapes the %s, and takes every series', async (_, scheme, contentType) => {
    const store = storeOfEverything(scheme);
    const page = createPage({ version: '1', collector: new Collector(store), nodeLabel: false });
    const asked: boolean[] = [];
    const http = await startHttp(
      {
        addresses: [{ host: '127.0.0.1', port: 0, text: '127.0.0.1:0' }],
        telemetryPath: '/metrics',
        offersOpenMetrics: scheme === 'standard',
        comparePassword: async () => false,
        refusals: zeroHttpRefusals(),
      },
      {
        metrics: ({ openMetrics }) => {
          asked.push(openMetrics);
          return page(openMetrics ? OPEN_METRICS : TEXT);
        },
        unready: () => undefined,
        unhealthy: () => undefined,
        landing: () => '',
      },
      { info: () => {}, warn: () => {}, error: () => {} },
    );
    try {
      const target = new URL(http.urls[0] as string).host;
      await using prometheus = await startPrometheus({ dir: tempDir(), scrapes: [{ job: 'pstat', target }] });
      await prometheus.untilScraped();
      const one = async (expr: string): Promise<string | undefined> => (await prometheus.query(expr))[0]?.value[1];
      await until('the series', async () => (await one('up')) === '1');
      expect(asked.every((openMetrics) => openMetrics === (contentType === OPEN_METRICS))).toBe(true);
      const text = (await page(TEXT)).body.toString();
      const samples = [...parseExposition(text).values()].reduce((sum, family) => sum + family.samples.length, 0);
      expect(await one('scrape_samples_scraped')).toBe(String(samples));
      expect(await one('count({__name__=~"rsyslog_pstat_.+",__name__!~"rsyslog_pstat_exporter_.+"})')).toBe(
        String(COUNTERS),
      );
    } finally {
      await http.close();
    }
  });
});
