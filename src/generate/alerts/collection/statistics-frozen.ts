// The same for collectors that do not say when the last statistics came: CPU time that stands still is an old report.
import { duration, seconds } from '../../settings/duration.ts';
import { add, and, changes, compare, countOverTime, group, max, unless } from '../../promql/expr.ts';
import type { Queries } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

export const statisticsFrozen: Alert = {
  name: 'RsyslogStatisticsFrozen',
  pack: 'collection',
  severity: 'critical',
  for: '0s',
  expr: (q) => {
    const window = duration(frozenWindow(q));
    const user = q.counter('impstats', 'utime');
    const system = q.counter('impstats', 'stime');
    const moved = max(add(changes(user, window), changes(system, window), { on: [...q.node, 'name'] }), q.node);
    const isSeen = compare(
      max(countOverTime(user, window), q.node),
      '>=',
      Math.ceil(frozenWindow(q) / q.scrapeSeconds) - 1,
    );
    const isFrozen = and(compare(moved, '==', 0), isSeen, q.node);
    return unless(isFrozen, group(q.ownGauge('last_batch_timestamp_seconds'), q.node), q.node);
  },
  summary: 'The statistics of rsyslog have stopped changing',
  description: (q, shown) =>
    `The CPU time of rsyslogd on ${nodeOf(q, shown)} has changed ${shown.value('count')} times in ${duration(frozenWindow(q))}, although every report uses some.`,
  runbook: {
    meaning:
      'As RsyslogStatisticsStale, for nodes whose collector does not say when the last statistics came: even an idle rsyslogd uses CPU time to report, so a CPU time that stands still is an old report.',
    impact: 'If rsyslogd is dead no message is forwarded. In any case all other alerts for the node are blind.',
    look: ['As in RsyslogStatisticsStale.', 'Does the script that writes the textfile still run?'],
    mend: ['Start what is dead.', 'Collect the statistics with rsyslog-pstat, which says how old they are.'],
  },
  tests: (q, pending) => {
    const at = new Bench(q, duration(frozenWindow(q)), pending, 8);
    const cpu = (user: readonly number[], system: readonly number[]) => [
      at.of('impstats', 'utime', 'resource-usage', user),
      at.of('impstats', 'stime', 'resource-usage', system),
    ];
    const moving = at.rising(1);
    const frozen = at.rising(1, 0);
    return {
      ...at,
      good: cpu(moving, moving),
      bad: cpu(frozen, frozen),
      labels: {},
      value: '0',
      quiet: [
        { title: 'time in the kernel only', lines: cpu(at.level(1), moving) },
        { title: 'time in user mode only', lines: cpu(moving, at.level(1)) },
        {
          title: 'an exporter that says itself when the last statistics came',
          lines: [
            ...cpu(frozen, frozen),
            at.own(
              'last_batch_timestamp_seconds',
              at.clock((now) => now),
            ),
          ],
        },
        { title: 'a node that has just come', lines: cpu(late(at), late(at)) },
      ],
    };
  },
};

/** One scrape longer than statistics may be old: within it an old and a new value must have been seen. */
const frozenWindow = (q: Queries): number => seconds(q.settings.thresholds.statisticsAge) + q.scrapeSeconds;

const late = (at: Bench): readonly number[] =>
  at.level(5).map((value, index) => (index < at.healthy + at.faulty - 1 ? Number.NaN : value));
