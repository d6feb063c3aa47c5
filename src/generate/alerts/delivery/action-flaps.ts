// A target that comes and goes. Never computes suspended minus resumed: they are not pairs.
import { duration, seconds } from '../../settings/duration.ts';
import { changes, compare, max } from '../../promql/expr.ts';
import type { Queries } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const FLAP_WINDOW = '30m';

export const actionFlaps: Alert = {
  name: 'RsyslogActionFlaps',
  pack: 'delivery',
  severity: 'warning',
  for: '0s',
  expr: (q) => {
    // Each worker counts its own resumption: the number of samples that saw one is closer to the number of outages.
    const flaps = max(changes(q.counter('core.action', 'resumed'), windowOf(q)), [...q.node, 'name']);
    return compare(flaps, '>=', q.settings.thresholds.flaps);
  },
  summary: 'The target of an action of rsyslog comes and goes',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the action "${shown.label('name')}" had to find its target again ${shown.value('count')} times in ${windowOf(q)}.`,
  runbook: {
    meaning:
      'The action lost its target and found it again several times. An output whose retries always succeed (omprog with confirmMessages) counts one per retry.',
    impact:
      'Messages are delayed and sometimes delivered twice; with a finite action.resumeRetryCount some may be lost.',
    look: [
      'Is the target, or a load balancer in front of it, restarting or overloaded?',
      'On the dashboard, row Actions: do other nodes see the same?',
    ],
    mend: ['Make the target or the network stable; a longer action.resumeInterval only hides it.'],
  },
  tests: (q, pending) => {
    const at = new Bench(q, windowOf(q), pending);
    const { flaps } = q.settings.thresholds;
    const line = (values: readonly number[]) => [at.action('resumed', values)];
    const flapping = at.repeating(flaps, (times) => times);
    return {
      ...at,
      good: line(at.level(2)),
      bad: line(flapping),
      labels: { name: q.settings.action },
      value: String(at.countLast(flapping, (value, before) => value !== before)),
      quiet: [
        { title: 'fewer outages', lines: line(at.repeating(flaps, (times) => Math.min(flaps - 1, times))) },
        { title: 'all workers find the target again after one outage', lines: line(at.level(0, flaps + 5)) },
      ],
    };
  },
};

/** Long enough to hold as many samples as there must be outages. */
const windowOf = (q: Queries): string =>
  q.window(duration(Math.max(seconds(FLAP_WINDOW), (q.settings.thresholds.flaps + 2) * q.sampleSeconds)));
