// A node whose series have ended although the node is still there.
import { and, compare, group, lastOverTime, or, unless } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const VANISHED_FOR = '8m';

export const statisticsVanished: Alert = {
  name: 'RsyslogStatisticsVanished',
  pack: 'collection',
  severity: 'critical',
  for: VANISHED_FOR,
  expr: (q) => {
    const usage = q.counter('impstats', 'utime');
    const was = group(lastOverTime(usage, q.settings.thresholds.vanishedLookback), q.node);
    const isGone = unless(was, group(usage, q.node), q.node);
    const on = [q.settings.groupBy];
    const signs = [
      compare(q.presence(), '>', 0),
      q.foreign('rsyslog_augenrules_load_success'),
      q.ownGauge('build_info'),
    ];
    const isThere = signs.map((sign) => group(sign, on)).reduce((all, one) => or(all, one));
    return and(isGone, isThere, on);
  },
  summary: 'A node is there, but its rsyslog statistics are gone',
  description: (q, shown) =>
    `${nodeOf(q, shown)} had statistics of rsyslog within the last ${q.settings.thresholds.vanishedLookback}. It is still being scraped, but they are gone.`,
  runbook: {
    meaning:
      'The series of the node have ended while the node itself goes on: the file that node-exporter served was removed, node-exporter refuses it, or the exporter is down. A node that was removed from the cluster is not scraped any more and raises no alert.',
    impact: 'All other alerts for the node are blind.',
    look: [
      'On the node: is the textfile there, and readable for node-exporter? `node_textfile_scrape_error` and the log of node-exporter tell if it refuses the file.',
      'Does the exporter run, or rsyslog that starts it?',
    ],
    mend: [
      'Start the exporter again, or mend its configuration in rsyslog.',
      'If the node is not to be watched any more, the alert ends by itself after vanishedLookback.',
    ],
  },
  tests: (q, pending) => {
    // Prometheus goes on with a value for five minutes when it is not told that the series has ended.
    const at = new Bench(q, '5m', pending, 20);
    const usage = at.of('impstats', 'utime', 'resource-usage', at.rising(1000));
    const gone = { ...usage, values: at.ending(usage.values) };
    const there = at.presence(at.level(1));
    return {
      ...at,
      good: [usage, there],
      bad: [gone, there],
      labels: {},
      value: '1',
      quiet: [
        { title: 'the node was removed', lines: [gone, { ...there, values: at.ending(there.values) }] },
        { title: 'the node does not answer', lines: [gone, at.presence(at.level(1, 0))] },
        { title: 'a node that never had rsyslog', lines: [there] },
      ],
    };
  },
};
