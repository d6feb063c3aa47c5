// Old reports, where the exporter does not export the time of the last one: the CPU time stands still.
import { duration } from '../../settings/duration.ts';
import { group, unless } from '../../promql/index.ts';
import { sameFor } from '../../signals/report-age.ts';
import { isFrozen } from '../../signals/standstill.ts';
import { type Alert, LOSS_UNKNOWN, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const statisticsFrozen: Alert = {
  name: 'RsyslogStatisticsFrozen',
  pack: 'collection',
  severity: 'critical',
  for: '0s',
  expr: (selectors) =>
    unless(
      isFrozen(selectors, sameFor(selectors)),
      group(selectors.ownGauge('last_batch_timestamp_seconds'), selectors.node),
      selectors.node,
    ),
  summary: 'The statistics of rsyslog have stopped changing',
  description: (selectors, shown) =>
    `Nothing that rsyslogd on ${nodeOf(selectors, shown)} reports about itself has changed for ${duration(sameFor(selectors))}, although every report uses some CPU time. ` +
    `${LOSS_UNKNOWN} First: \`systemctl status rsyslog\` on the node; if it runs, check the script that writes the textfile.`,
  runbook: {
    meaning:
      'The same as RsyslogStatisticsStale, for nodes whose exporter does not export the time of the last report. Even an idle rsyslogd uses CPU time to report, so a CPU time that stands still comes from an old report.',
    impact: 'No message is forwarded if rsyslogd is dead. Until reports come again, no other alert can see the node.',
    diagnosis: ['Follow RsyslogStatisticsStale.', 'Check that the script that writes the textfile still runs.'],
    mitigation: [
      'Start the process that is dead.',
      'Collect the statistics with rsyslog-pstat, which exports their age.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, duration(sameFor(selectors)), pending, 12);
    const moving = series.rising(1, 1, 5000);
    const frozen = series.rising(1, 0, 5000);
    const usage = (user: readonly number[], system: readonly number[], switches: readonly number[]) => [
      series.usage('utime', user),
      series.usage('stime', system),
      series.usage('nvcsw', switches),
    ];
    const late = series.each((index) => (index < series.healthy + series.faulty - 2 ? Number.NaN : 5));
    return {
      ...series,
      good: usage(moving, moving, moving),
      bad: usage(frozen, frozen, frozen),
      labels: {},
      value: String(frozen.at(-1)),
      also: [
        {
          title: 'an exporter without context switches',
          lines: [series.usage('utime', frozen), series.usage('stime', frozen)],
          labels: {},
        },
      ],
      quiet: [
        { title: 'time in the kernel only', lines: usage(frozen, moving, frozen) },
        { title: 'time in user mode only', lines: usage(moving, frozen, frozen) },
        { title: 'reports that cost too little to be seen in CPU time', lines: usage(frozen, frozen, moving) },
        {
          title: 'an exporter that exports when the last report came',
          lines: [
            ...usage(frozen, frozen, frozen),
            series.own(
              'last_batch_timestamp_seconds',
              series.clock((now) => now),
            ),
          ],
        },
        { title: 'a node that has just been added', lines: usage(late, late, late) },
      ],
    };
  },
};
