// Reports that come, while the values that are scraped stay: another file with the same series hides them.
import { seconds } from '../../settings/duration.ts';
import { ago, and, compare, max, subtract } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { isFrozen } from '../../signals/standstill.ts';
import { type Alert, nodeOf, NO_MESSAGE_LOST } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { humanDuration } from '../../timelines/humanize.ts';

const SHADOW_WINDOW = '5m';

export const statisticsShadowed: Alert = {
  name: 'RsyslogStatisticsShadowed',
  pack: 'collection',
  severity: 'warning',
  for: '3m',
  expr: (selectors) => {
    const on = selectors.node;
    const window = selectors.window(SHADOW_WINDOW);
    const last = selectors.ownGauge('last_batch_timestamp_seconds');
    const advance = subtract(max(last, on), max(ago(last, window), on), { on });
    return and(compare(advance, '>', twoReports(selectors)), isFrozen(selectors, seconds(window)), on);
  },
  summary: 'Reports of rsyslog come, but the values that are scraped are old',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the exporter got reports over ${shown.value('duration')} in the last ${selectors.window(SHADOW_WINDOW)}, but the values that are scraped have not changed. ` +
    `${NO_MESSAGE_LOST} The other alerts cannot see this node. First: look for another file with the same series in the textfile folder (\`grep -l rsyslog_pstat_ *.prom\`) and remove the one that no process writes any more.`,
  runbook: {
    meaning:
      'The time of the last report advances while no value of rsyslogd changes. node-exporter reads all files of its folder: the leftover of an earlier exporter has the same series, and its values are served in place of the new ones.',
    impact: 'No other alert can see the node: the values are those of the past.',
    diagnosis: [
      'On the node, run `grep -l rsyslog_pstat_ *.prom` in the folder of node-exporter (`--collector.textfile.directory`).',
      '`node_textfile_mtime_seconds` shows which file is old.',
    ],
    mitigation: ['Remove the old file.'],
  },
  tests: (selectors, pending) => {
    const window = selectors.window(SHADOW_WINDOW);
    const series = new AlertFixture(selectors, window, pending);
    const clock = series.own(
      'last_batch_timestamp_seconds',
      series.clock((now) => now),
    );
    const usage = (after: number) =>
      (['utime', 'stime', 'nvcsw'] as const).map((counter) => series.usage(counter, series.rising(5, after)));
    const stopped = series.own(
      'last_batch_timestamp_seconds',
      series.clock((now, isFaulty) => (isFaulty ? series.healthy * selectors.scrapeSeconds : now)),
    );
    return {
      ...series,
      good: [clock, ...usage(5)],
      bad: [clock, ...usage(0)],
      labels: {},
      value: humanDuration(seconds(window)),
      quiet: [
        {
          title: 'reports that cost too little to be seen in CPU time',
          lines: [clock, ...usage(0).slice(0, 2), series.usage('nvcsw', series.rising(5))],
        },
        { title: 'reports that have stopped', lines: [stopped, ...usage(0)] },
        { title: 'one report', lines: [oneReport(series, selectors), ...usage(0)] },
      ],
    };
  },
};

/** In seconds: the first report after a pause is no reason to alert. */
const twoReports = (selectors: Selectors): number => 2 * selectors.sampleSeconds;

function oneReport(series: AlertFixture, selectors: Selectors) {
  const last = (series.healthy + series.faulty - 1) * selectors.scrapeSeconds;
  const since = last - seconds(selectors.window(SHADOW_WINDOW)) + selectors.scrapeSeconds;
  const length = 0.9 * twoReports(selectors);
  return series.own(
    'last_batch_timestamp_seconds',
    series.clock((now) => (now >= since ? 1000 + length : 1000)),
  );
}
