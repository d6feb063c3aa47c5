// A node that is still scraped, but whose series of rsyslog have ended.
import { duration, seconds } from '../../settings/duration.ts';
import { and, anyOf, compare, group, lastOverTime, or, unless } from '../../promql/index.ts';
import { VANISHED_FOR } from '../../settings/thresholds.ts';
import { type Alert, LOSS_UNKNOWN, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const statisticsVanished: Alert = {
  name: 'RsyslogStatisticsVanished',
  pack: 'collection',
  severity: 'critical',
  for: VANISHED_FOR,
  expr: (selectors) => {
    const usage = selectors.counter('impstats', 'utime');
    const was = or(
      group(lastOverTime(usage, selectors.settings.thresholds.vanishedLookback), selectors.node),
      // Without it the alert of a node that is gone for longer than that would end.
      group(selectors.firing('RsyslogStatisticsVanished'), selectors.node),
    );
    const isGone = unless(was, group(usage, selectors.node), selectors.node);
    const on = [selectors.settings.groupBy];
    const signs = [
      compare(selectors.presence(), '>', 0),
      selectors.foreign('rsyslog_augenrules_load_success'),
      selectors.ownGauge('build_info'),
    ];
    const isThere = anyOf(signs.map((sign) => group(sign, on)));
    return and(isGone, isThere, on);
  },
  summary: 'A node is up, but its rsyslog statistics are gone',
  description: (selectors, shown) =>
    `${nodeOf(selectors, shown)} had statistics of rsyslog and is still scraped, but they are gone. ` +
    `${LOSS_UNKNOWN} First: on the node, check that the textfile is there and that node-exporter can read it (\`node_textfile_scrape_error\`), and that the exporter runs.`,
  runbook: {
    meaning:
      'The series of the node have ended while the node is up: the file that node-exporter served was removed, node-exporter refuses it, or the exporter is down. A node that was removed from the cluster is no longer scraped and raises no alert.',
    impact: 'No other alert can see the node.',
    diagnosis: [
      'On the node, check that the textfile exists and that node-exporter can read it. `node_textfile_scrape_error` and the log of node-exporter show whether it refuses the file.',
      'Check that the exporter runs, and rsyslog if that starts it.',
    ],
    mitigation: [
      'Start the exporter again, or correct its configuration in rsyslog.',
      'If the node need not be watched any more, silence the alert, or remove the node from the scrape configuration.',
    ],
  },
  tests: (selectors, pending) => {
    // Prometheus keeps the last value for five minutes unless a scrape shows that the series has ended.
    const series = new AlertFixture(selectors, '5m', pending, 20);
    const usage = series.of('impstats', 'utime', 'resource-usage', series.rising(1000));
    const gone = { ...usage, values: series.ending(usage.values) };
    const there = series.presence(series.level(1));
    const lookback = seconds(selectors.settings.thresholds.vanishedLookback);
    const long = new AlertFixture(selectors, duration(2 * lookback), pending, 20);
    const forLong = [
      { ...usage, values: long.ending(long.rising(1000)) },
      { ...there, values: long.level(1) },
    ];
    return {
      ...series,
      good: [usage, there],
      bad: [gone, there],
      labels: {},
      value: '1',
      // A longer one would take too many samples.
      also: lookback > 7200 ? [] : [{ title: 'for longer than vanishedLookback', lines: forLong, labels: {} }],
      quiet: [
        { title: 'the node was removed', lines: [gone, { ...there, values: series.ending(there.values) }] },
        { title: 'the node does not answer', lines: [gone, series.presence(series.level(1, 0))] },
        { title: 'a node that never had rsyslog', lines: [there] },
      ],
    };
  },
};
