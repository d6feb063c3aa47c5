// Old reports of collectors that do not export when the last one came: the CPU time in them stands still.
import { duration, seconds } from '../../settings/duration.ts';
import { add, and, changes, compare, countOverTime, group, max, unless } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const statisticsFrozen: Alert = {
  name: 'RsyslogStatisticsFrozen',
  pack: 'collection',
  severity: 'critical',
  for: '0s',
  expr: (selectors) => {
    const window = duration(frozenWindow(selectors));
    const user = selectors.counter('impstats', 'utime');
    const system = selectors.counter('impstats', 'stime');
    const moved = max(
      add(changes(user, window), changes(system, window), { on: [...selectors.node, 'name'] }),
      selectors.node,
    );
    const isSeen = compare(
      max(countOverTime(user, window), selectors.node),
      '>=',
      Math.ceil(frozenWindow(selectors) / selectors.scrapeSeconds) - 1,
    );
    const isFrozen = and(compare(moved, '==', 0), isSeen, selectors.node);
    return unless(isFrozen, group(selectors.ownGauge('last_batch_timestamp_seconds'), selectors.node), selectors.node);
  },
  summary: 'The statistics of rsyslog have stopped changing',
  description: (selectors, shown) =>
    `The CPU time of rsyslogd on ${nodeOf(selectors, shown)} has changed ${shown.value('count')} times in ${duration(frozenWindow(selectors))}, although every report uses some.`,
  runbook: {
    meaning:
      'The same as RsyslogStatisticsStale, for nodes whose collector does not export when the last report came. Even an idle rsyslogd uses CPU time to report, so a CPU time that stands still comes from an old report.',
    impact: 'No message is forwarded if rsyslogd is dead. Until reports come again, no other alert can see the node.',
    diagnosis: ['Follow RsyslogStatisticsStale.', 'Check that the script that writes the textfile still runs.'],
    mitigation: [
      'Start the process that is dead.',
      'Collect the statistics with rsyslog-pstat, which exports their age.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, duration(frozenWindow(selectors)), pending, 8);
    const cpu = (user: readonly number[], system: readonly number[]) => [
      series.of('impstats', 'utime', 'resource-usage', user),
      series.of('impstats', 'stime', 'resource-usage', system),
    ];
    const moving = series.rising(1);
    const frozen = series.rising(1, 0);
    return {
      ...series,
      good: cpu(moving, moving),
      bad: cpu(frozen, frozen),
      labels: {},
      value: '0',
      quiet: [
        { title: 'time in the kernel only', lines: cpu(series.level(1), moving) },
        { title: 'time in user mode only', lines: cpu(moving, series.level(1)) },
        {
          title: 'an exporter that exports when the last report came',
          lines: [
            ...cpu(frozen, frozen),
            series.own(
              'last_batch_timestamp_seconds',
              series.clock((now) => now),
            ),
          ],
        },
        { title: 'a node that has just been added', lines: cpu(late(series), late(series)) },
      ],
    };
  },
};

/** One scrape longer than a report may be old: it holds both an old and a new value. */
const frozenWindow = (selectors: Selectors): number =>
  seconds(selectors.settings.thresholds.statisticsAge) + selectors.scrapeSeconds;

const late = (series: AlertFixture): readonly number[] =>
  series.level(5).map((value, index) => (index < series.healthy + series.faulty - 1 ? Number.NaN : value));
