// A node whose series have ended although the node is still there.
import { and, anyOf, compare, group, lastOverTime, unless } from '../../promql/index.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const statisticsVanished: Alert = {
  name: 'RsyslogStatisticsVanished',
  pack: 'collection',
  severity: 'critical',
  for: '8m',
  expr: (selectors) => {
    const usage = selectors.counter('impstats', 'utime');
    const was = group(lastOverTime(usage, selectors.settings.thresholds.vanishedLookback), selectors.node);
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
  summary: 'A node is there, but its rsyslog statistics are gone',
  description: (selectors, shown) =>
    `${nodeOf(selectors, shown)} had statistics of rsyslog within the last ${selectors.settings.thresholds.vanishedLookback}. It is still being scraped, but they are gone.`,
  runbook: {
    meaning:
      'The series of the node have ended while the node itself goes on: the file that node-exporter served was removed, node-exporter refuses it, or the exporter is down. A node that was removed from the cluster is not scraped any more and raises no alert.',
    impact: 'All other alerts for the node are blind.',
    diagnosis: [
      'On the node: is the textfile there, and readable for node-exporter? `node_textfile_scrape_error` and the log of node-exporter tell if it refuses the file.',
      'Does the exporter run, or rsyslog that starts it?',
    ],
    mitigation: [
      'Start the exporter again, or mend its configuration in rsyslog.',
      'If the node is not to be watched any more, the alert ends by itself after vanishedLookback.',
    ],
  },
  tests: (selectors, pending) => {
    // Prometheus goes on with a value for five minutes when it is not told that the series has ended.
    const series = new AlertFixture(selectors, '5m', pending, 20);
    const usage = series.of('impstats', 'utime', 'resource-usage', series.rising(1000));
    const gone = { ...usage, values: series.ending(usage.values) };
    const there = series.presence(series.level(1));
    return {
      ...series,
      good: [usage, there],
      bad: [gone, there],
      labels: {},
      value: '1',
      quiet: [
        { title: 'the node was removed', lines: [gone, { ...there, values: series.ending(there.values) }] },
        { title: 'the node does not answer', lines: [gone, series.presence(series.level(1, 0))] },
        { title: 'a node that never had rsyslog', lines: [there] },
      ],
    };
  },
};
