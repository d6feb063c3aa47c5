// The whole way, with nothing but real programs: rsyslog forwards known traffic over RELP, its statistics go through the
// collector, and Prometheus has exactly what rsyslog reported about itself.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import { parseExposition } from '../peers/exposition.ts';
import { startNodeExporter } from '../peers/node-exporter.ts';
import { freePort } from '../peers/port.ts';
import { promtool, startPrometheus, type Prometheus } from '../peers/prometheus.ts';
import { until } from '../peers/until.ts';
import { COMMAND } from './program.ts';
import { KNOWN_SERIES, SENT, SETTLED, startRelpScenario, type RelpScenario } from './relp-scenario.ts';
import { refusals, selfValue, seriesId } from './series.ts';
import type { BatchValues } from './statistics.ts';

const OURS = '{__name__=~"rsyslog_pstat_.+", __name__!~"rsyslog_pstat_exporter_.+"}';
const SCRAPE = { scrapeInterval: '500ms' } as const;

async function settled(prometheus: Prometheus): Promise<void> {
  await until('settled traffic in Prometheus', async () => {
    for (const [metric, labels, value] of SETTLED) {
      const selector = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
      const [series] = await prometheus.query(`${metric}{${selector.join()}}`);
      if (series?.value[1] !== String(value)) throw new Error(`${metric} is ${series?.value[1]}`);
    }
    return true;
  });
}

/** All series of one scrape, without the labels that the scrape adds. */
async function exported(prometheus: Prometheus): Promise<BatchValues> {
  const all = new Map<string, string>();
  for (const { metric, value } of await prometheus.query(OURS)) {
    const { __name__, job: _job, instance: _instance, ...labels } = metric;
    all.set(seriesId(__name__ as string, labels), value[1]);
  }
  return all;
}

/** Every value that Prometheus has, moving ones as the CPU times included, is that of the same batch. */
async function expectWhatRsyslogWrote(prometheus: Prometheus, scenario: RelpScenario): Promise<void> {
  const got = await exported(prometheus);
  const cpu = seriesId('rsyslog_pstat_utime', { name: 'resource-usage', origin: 'impstats' });
  const switches = seriesId('rsyslog_pstat_nvcsw', { name: 'resource-usage', origin: 'impstats' });
  const written = scenario
    .batches()
    .find((batch) => batch.get(cpu) === got.get(cpu) && batch.get(switches) === got.get(switches));
  expect(Object.fromEntries(got)).toEqual(Object.fromEntries(written ?? []));

  const names = new Set([...got.keys()].map((id) => id.slice(0, id.indexOf('['))));
  expect(KNOWN_SERIES.filter((name) => !names.has(name))).toEqual([]);
  const submitted = [...got].filter(([id]) => id.startsWith('rsyslog_pstat_submitted['));
  expect(submitted.map(([, value]) => Number(value)).sort()).toEqual([SENT.udp, SENT.tcp].sort());
}

describeWith(['rsyslogd', 'prometheus', 'promtool', 'nodeExporter'], 'textfile, started by rsyslog', () => {
  test('its file goes through node-exporter into Prometheus, value by value', async () => {
    const folder = (dir: string): string => join(dir, 'textfiles');
    await using scenario = await startRelpScenario((dir) => {
      mkdirSync(folder(dir));
      return `${COMMAND} textfile --output ${folder(dir)}/rsyslog_pstats.prom`;
    });
    await using exporter = await startNodeExporter({ textfileDir: folder(scenario.dir) });
    await using prometheus = await startPrometheus({
      dir: scenario.dir,
      scrapes: [{ job: 'node', target: exporter.target }],
      ...SCRAPE,
    });
    await prometheus.untilScraped();
    await scenario.sendTraffic();
    await settled(prometheus);
    await expectWhatRsyslogWrote(prometheus, scenario);

    const [scrapeError] = await prometheus.query('max_over_time(node_textfile_scrape_error[5m])');
    expect(scrapeError?.value[1]).toBe('0');
    expect(exporter.stderr()).not.toContain('rsyslog_pstats.prom');

    const text = readFileSync(join(folder(scenario.dir), 'rsyslog_pstats.prom'), 'utf8');
    expect(refusals(parseExposition(text))).toEqual({});
    // The names are rsyslog's own, so that rules in the field keep working: all that promtool misses is their ending.
    const verdict = await promtool(['check', 'metrics'], text);
    const complaints = verdict.stderr.split('\n').filter((line) => !line.endsWith('should have "_total" suffix'));
    expect(complaints).toEqual(['']);
  });
});

describeWith(['rsyslogd', 'prometheus'], 'serve, started by rsyslog', () => {
  test('Prometheus scrapes it, value by value', async () => {
    const target = `127.0.0.1:${await freePort()}`;
    await using scenario = await startRelpScenario(() => `${COMMAND} serve --web.listen-address=${target}`);
    await until('the endpoint', async () => (await fetch(`http://${target}/metrics`)).ok);
    await using prometheus = await startPrometheus({
      dir: scenario.dir,
      scrapes: [{ job: 'rsyslog', target }],
      ...SCRAPE,
    });
    await prometheus.untilScraped();
    await scenario.sendTraffic();
    await settled(prometheus);
    await expectWhatRsyslogWrote(prometheus, scenario);
    const families = parseExposition(await (await fetch(`http://${target}/metrics`)).text());
    expect(refusals(families)).toEqual({});
    expect(selfValue(families, 'batches_total', { result: 'incomplete' })).toBe(0);
  });
});
