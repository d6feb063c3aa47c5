// A target that comes and goes.
import { and, compare, max } from '../../promql/index.ts';
import { duration } from '../../settings/duration.ts';
import { flaps } from '../../signals/flaps.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { notOfStatistics } from '../../signals/statistics-actions.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const actionFlaps: Alert = {
  name: 'RsyslogActionFlaps',
  pack: 'delivery',
  severity: 'warning',
  for: '0s',
  expr: (selectors) => {
    const counted = (window?: string) =>
      max(flaps.expr(selectors, notOfStatistics(selectors), window), selectors.named);
    return and(
      compare(counted(), '>=', flaps.limit(selectors.settings)),
      compare(counted(stillGoesOn(selectors)), '>', 0),
      selectors.named,
    );
  },
  summary: 'The target of an action of rsyslog comes and goes',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${shown.label('name')}" lost its target and found it again ${shown.value('count')} times in ${flaps.window(selectors)}. ` +
    'Nothing lost yet if `action.resumeRetryCount` is -1; otherwise see RsyslogActionFails. First: check whether the log server, or a load balancer before it, restarts or is overloaded, and whether other nodes see the same.',
  runbook: {
    meaning:
      'The action lost its target and found it again several times. An output whose retries always succeed (omprog with confirmMessages) counts every retry.',
    impact: 'Messages are late and sometimes delivered twice. With a finite action.resumeRetryCount some may be lost.',
    diagnosis: [
      'Check whether the target, or a load balancer in front of it, restarts or is overloaded. The target is in the action of /etc/rsyslog.d (`target`, `port`), or in the RsyslogRelpConfig that makes it (`spec.target`, `spec.port`).',
      'See on the dashboard, row Actions, whether other nodes have the same.',
    ],
    mitigation: ['Stabilise the target or the network. A longer action.resumeInterval only hides the outages.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, flaps.window(selectors), pending);
    const limit = flaps.limit(selectors.settings);
    const line = (values: readonly number[]) => [series.action('resumed', values)];
    const flapping = series.repeating(limit, (times) => times);
    return {
      ...series,
      good: line(series.level(2)),
      bad: line(flapping),
      labels: { name: selectors.settings.action },
      value: String(series.countLast(flapping, (value, before) => value !== before)),
      quiet: [
        { title: 'fewer outages', lines: line(series.repeating(limit, (times) => Math.min(limit - 1, times))) },
        {
          title: 'outages and restarts of rsyslogd',
          lines: line(series.repeating(2 * limit - 2, (times) => Math.min(times, 2 * limit - 2) % 2)),
        },
        ...selectors.settings.statisticsActions.map((name) => ({
          title: `the action ${name}, which passes statistics on`,
          lines: [series.action('resumed', flapping, name)],
        })),
        { title: 'all workers find the target again after one outage', lines: line(series.level(0, limit + 5)) },
      ],
    };
  },
};

/** Outages further apart count as separate: the alert resolves that long after the last one. */
const stillGoesOn = (selectors: Selectors): string => duration(Math.max(13 * 60, 6 * selectors.sampleSeconds));
