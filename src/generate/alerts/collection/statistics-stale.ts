// Reports that no longer come, while an old one is still served.
import { duration } from '../../settings/duration.ts';
import { ago, and, compare, max, or } from '../../promql/index.ts';
import { reportAge, sameFor, seenFor } from '../../signals/report-age.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, LOSS_UNKNOWN, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { humanDuration } from '../../timelines/humanize.ts';

export const statisticsStale: Alert = {
  name: 'RsyslogStatisticsStale',
  pack: 'collection',
  severity: 'critical',
  for: '0s',
  expr: (selectors) => {
    const on = selectors.node;
    const last = selectors.ownGauge('last_batch_timestamp_seconds');
    const isSameFor = (time: number) => compare(max(last, on), '==', max(ago(last, duration(time)), on), { on });
    const age = reportAge.expr(selectors);
    // After a reboot the old textfile is served until the first new report, and the clock of a node may be wrong: how old a report
    // says that it is proves nothing before Prometheus has seen the same one for long enough.
    const isOld = compare(age, '>', reportAge.limit(selectors.settings));
    return or(and(isOld, isSameFor(seenFor(selectors)), on), and(age, isSameFor(sameFor(selectors)), on));
  },
  summary: 'The statistics of rsyslog are out of date',
  description: (selectors, shown) =>
    `The last report of rsyslog on ${nodeOf(selectors, shown)} came ${shown.value('duration')} ago by the clock of the node; one is due every ${selectors.settings.intervals.impstats}. ` +
    `${LOSS_UNKNOWN} First: \`systemctl status rsyslog\` on the node; if it runs, check the exporter (\`pgrep -af rsyslog-pstat\`).`,
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
    const same = sameFor(selectors);
    const series = new AlertFixture(selectors, duration(same), pending, 12);
    const at = (value: (now: number, isFaulty: boolean) => number) => [
      series.own('last_batch_timestamp_seconds', series.clock(value)),
    ];
    const faultAt = series.healthy * selectors.scrapeSeconds;
    const silentSeconds = (series.faulty - 1) * selectors.scrapeSeconds;
    const age = reportAge.limit(selectors.settings);
    const last = series.healthy + series.faulty - 1;
    // The most samples after the last report that prove nothing yet.
    const missed = Math.ceil(Math.min(age + 1, sameFor(selectors)) / selectors.scrapeSeconds) - 1;
    return {
      ...series,
      good: at((now) => now),
      bad: at((now, isFaulty) => (isFaulty ? faultAt : now)),
      labels: {},
      value: humanDuration(silentSeconds),
      also: [
        {
          title: 'the clock of the node is an hour ahead',
          lines: at((now, isFaulty) => 3600 + (isFaulty ? faultAt : now)),
          labels: {},
          value: `-${humanDuration(3600 - silentSeconds)}`,
        },
        ...soonestFiring(selectors, pending).map((samples) => ({
          title: 'as soon as its age and two scrapes show it',
          lines: at((now) => Math.min(now, (last - samples) * selectors.scrapeSeconds)),
          labels: {},
          value: humanDuration(samples * selectors.scrapeSeconds),
        })),
      ],
      quiet: [
        {
          title: 'a report that is missed once',
          lines: at((now) => Math.min(now, (last - missed) * selectors.scrapeSeconds)),
        },
        { title: 'a report as old as the intervals allow', lines: at((now) => now - age + 2) },
        { title: 'the clock of the node is behind', lines: at((now) => now - 2 * age) },
        { title: 'no report yet', lines: at(() => 0) },
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

/** Samples after the last report at which its age alone shows it, before it is the same for long enough; none if there is no such time. */
function soonestFiring(selectors: Selectors, pending: string): readonly number[] {
  const { scrapeSeconds } = selectors;
  const samples = Math.max(
    Math.floor(reportAge.limit(selectors.settings) / scrapeSeconds) + 1,
    Math.ceil(seenFor(selectors) / scrapeSeconds),
  );
  return pending === '0s' && samples * scrapeSeconds < sameFor(selectors) ? [samples] : [];
}
