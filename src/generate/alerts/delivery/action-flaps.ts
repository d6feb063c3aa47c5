// A target that comes and goes. Never computes suspended minus resumed: they are not pairs.
import { changes, compare, max } from '../../promql.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../bench.ts';

const FLAP_WINDOW = '30m';

export const actionFlaps: Alert = {
  name: 'RsyslogActionFlaps',
  pack: 'delivery',
  severity: 'warning',
  for: '0s',
  expr: (q) => {
    // Each worker counts its own resumption: the number of samples that saw one is closer to the number of outages.
    const flaps = max(changes(q.counter('core.action', 'resumed'), q.window(FLAP_WINDOW)), [...q.node, 'name']);
    return compare(flaps, '>=', q.settings.thresholds.flaps);
  },
  summary: 'The target of an action of rsyslog comes and goes',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the action "${shown.label('name')}" had to find its target again ${shown.value('count')} times in ${q.window(FLAP_WINDOW)}.`,
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
  tests: (q) => {
    const at = new Bench(q, q.window(FLAP_WINDOW), '0s');
    const line = (values: readonly number[]) => [at.action('resumed', values)];
    const last = at.healthy + at.faulty - 1;
    const flapping = (times: number) =>
      line(at.level(0).map((_, index) => Math.min(times, Math.max(0, times - (last - 1 - index)))));
    return {
      ...at,
      good: line(at.level(2)),
      bad: flapping(3),
      labels: { name: q.settings.action },
      value: '3',
      quiet: [
        { title: 'two short outages', lines: flapping(2) },
        { title: 'all workers find the target again after one outage', lines: line(at.level(0, 8)) },
      ],
    };
  },
};
