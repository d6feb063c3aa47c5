// An exporter that has had no report at all.
import { duration } from '../../settings/duration.ts';
import { group, lastOverTime, unless } from '../../promql/index.ts';
import { type Alert, LOSS_UNKNOWN, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const statisticsNeverCame: Alert = {
  name: 'RsyslogStatisticsNeverCame',
  pack: 'collection',
  severity: 'critical',
  for: (selectors) => duration(Math.max(600, 3 * selectors.sampleSeconds)),
  expr: (selectors) => {
    const usage = selectors.counter('impstats', 'utime');
    const had = group(lastOverTime(usage, selectors.settings.thresholds.vanishedLookback), selectors.node);
    const silent = unless(group(selectors.ownGauge('build_info'), selectors.node), had, selectors.node);
    const { groupBy, keepLabels } = selectors.settings;
    // One exporter may serve the statistics of many hosts: with further labels, on the same node.
    return keepLabels.length === 0 ? silent : unless(silent, group(usage, [groupBy]), [groupBy]);
  },
  summary: 'The exporter runs, but rsyslog has never sent it a report',
  description: (selectors, shown) =>
    `The exporter on ${nodeOf(selectors, shown)} runs and has had no report of rsyslog yet. ` +
    `${LOSS_UNKNOWN} First: \`rsyslog-pstat doctor\` on the node checks that impstats is loaded and that its output leads to the exporter.`,
  runbook: {
    meaning:
      'The exporter is scraped and has no series of rsyslogd, and had none within vanishedLookback: impstats is not loaded, its output leads elsewhere, or rsyslogd does not run. An exporter that rsyslog starts itself (omprog) does not run before the first report: on such a node this alert cannot fire, and a node that has never had series is seen by no rule.',
    impact: 'No other alert can see the node.',
    diagnosis: [
      'On the node, run `rsyslog-pstat doctor`: it follows the way of the statistics and names what is missing.',
      'Look for `module(load="impstats" ...)` in /etc/rsyslog.conf and /etc/rsyslog.d, and run `rsyslogd -N1`.',
    ],
    mitigation: ['Load impstats as `rsyslog-pstat generate rsyslog` writes it, and restart rsyslog.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '5m', pending, 4);
    const late = (from: number) => series.each((index) => (index < from ? Number.NaN : 1));
    const exporter = (from = 0) => series.own('build_info', late(from), { version: '1' });
    const usage = series.usage('utime', series.rising(1));
    return {
      ...series,
      good: [exporter(), usage],
      bad: [exporter(series.healthy)],
      labels: {},
      value: '1',
      quiet: [
        {
          title: 'statistics that have vanished',
          lines: [exporter(), { ...usage, values: series.ending(usage.values) }],
        },
        {
          title: 'statistics of many hosts behind one exporter',
          lines: [exporter(), { ...usage, labels: { ...usage.labels, host: 'x' } }],
        },
      ],
    };
  },
};
