// A target that comes and goes.
import { compare, max } from '../../promql/index.ts';
import { flaps } from '../../signals/flaps.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const actionFlaps: Alert = {
  name: 'RsyslogActionFlaps',
  pack: 'delivery',
  severity: 'warning',
  for: '0s',
  expr: (selectors) =>
    compare(max(flaps.expr(selectors), [...selectors.node, 'name']), '>=', flaps.limit(selectors.settings)),
  summary: 'The target of an action of rsyslog comes and goes',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${shown.label('name')}" found its target again ${shown.value('count')} times in ${flaps.window(selectors)}.`,
  runbook: {
    meaning:
      'The action lost its target and found it again several times. An output whose retries always succeed (omprog with confirmMessages) counts every retry.',
    impact: 'Messages are late and sometimes delivered twice. With a finite action.resumeRetryCount some may be lost.',
    diagnosis: [
      'Check whether the target, or a load balancer in front of it, restarts or is overloaded.',
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
        { title: 'all workers find the target again after one outage', lines: line(series.level(0, limit + 5)) },
      ],
    };
  },
};
