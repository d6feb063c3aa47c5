// Reports that no longer come, while an old one is still served.
import { duration, seconds } from '../../settings/duration.ts';
import { and, compare, countOverTime, max } from '../../promql/index.ts';
import { reportAge } from '../../signals/report-age.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { humanDuration } from '../../timelines/humanize.ts';

export const statisticsStale: Alert = {
  name: 'RsyslogStatisticsStale',
  pack: 'collection',
  severity: 'critical',
  for: '0s',
  expr: (selectors) => {
    const limit = reportAge.limit(selectors.settings);
    const last = selectors.ownGauge('last_batch_timestamp_seconds');
    // After a reboot the old textfile is served until the first new report: one sample of an old report proves nothing.
    const window = Math.max(limit, 2 * selectors.scrapeSeconds);
    const sightings = Math.floor(window / selectors.scrapeSeconds / 2) + 1;
    const isOld = compare(reportAge.expr(selectors), '>', limit);
    return and(
      isOld,
      compare(max(countOverTime(last, duration(window)), selectors.node), '>=', sightings),
      selectors.node,
    );
  },
  summary: 'The statistics of rsyslog are out of date',
  description: (selectors, shown) =>
    `The last report of rsyslog on ${nodeOf(selectors, shown)} came ${shown.value('duration')} ago; one is due every ${selectors.settings.intervals.impstats}.`,
  runbook: {
    meaning:
      'The exporter, or the file that it wrote, is still there, but no new report comes. rsyslogd is dead, its statistics are blocked or switched off, or the exporter hangs or has ended while node-exporter keeps serving its file.',
    impact: 'No message is forwarded if rsyslogd is dead. Until reports come again, no other alert can see the node.',
    diagnosis: [
      'On the node, run `systemctl status rsyslog`.',
      'Check that the exporter runs (`pgrep -af rsyslog-pstat`). `rsyslog-pstat doctor` checks the whole way of the statistics.',
      'Check that impstats is loaded and that its ruleset has its own queue. An action without a queue that waits for its target blocks all statistics that pass through the main queue.',
    ],
    mitigation: [
      'Start the process that is dead.',
      'Give the ruleset of the statistics its own queue with `queue.timeoutEnqueue="0"`.',
    ],
  },
  tests: (selectors, pending) => {
    const age = selectors.settings.thresholds.statisticsAge;
    const series = new AlertFixture(selectors, age, pending, 8);
    const fresh = series.own(
      'last_batch_timestamp_seconds',
      series.clock((now) => now),
    );
    const faultAt = series.healthy * selectors.scrapeSeconds;
    const stale = series.clock((now, isFaulty) => (isFaulty ? faultAt : now));
    const silentSeconds = (series.faulty - 1) * selectors.scrapeSeconds;
    const ageOf = (old: number) =>
      series.own(
        'last_batch_timestamp_seconds',
        series.clock((now) => now - old),
      );
    return {
      ...series,
      good: [fresh],
      bad: [series.own('last_batch_timestamp_seconds', stale)],
      labels: {},
      value: humanDuration(silentSeconds),
      quiet: [
        { title: 'a report as old as the intervals allow', lines: [ageOf(seconds(age) - 2)] },
        { title: 'no report yet', lines: [series.own('last_batch_timestamp_seconds', series.level(0))] },
        {
          title: 'a node that has just booted and still serves the old file',
          lines: [series.own('last_batch_timestamp_seconds', justBooted(series, faultAt))],
        },
      ],
    };
  },
};

/** The series comes back with its old value at the very last sample. */
function justBooted(series: AlertFixture, faultAt: number): readonly number[] {
  const last = series.healthy + series.faulty - 1;
  return series.level(faultAt).map((value, index) => (index < last ? Number.NaN : value));
}
