// A target that comes and goes. Never computes suspended minus resumed: they are not pairs.
import { duration, seconds } from '../../settings/duration.ts';
import { changes, compare, max } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

const FLAP_WINDOW = '30m';

export const actionFlaps: Alert = {
  name: 'RsyslogActionFlaps',
  pack: 'delivery',
  severity: 'warning',
  for: '0s',
  expr: (selectors) => {
    // Each worker counts its own resumption: the number of samples that saw one is closer to the number of outages.
    const flaps = max(changes(selectors.counter('core.action', 'resumed'), windowOf(selectors)), [
      ...selectors.node,
      'name',
    ]);
    return compare(flaps, '>=', selectors.settings.thresholds.flaps);
  },
  summary: 'The target of an action of rsyslog comes and goes',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${shown.label('name')}" had to find its target again ${shown.value('count')} times in ${windowOf(selectors)}.`,
  runbook: {
    meaning:
      'The action lost its target and found it again several times. An output whose retries always succeed (omprog with confirmMessages) counts one per retry.',
    impact:
      'Messages are delayed and sometimes delivered twice; with a finite action.resumeRetryCount some may be lost.',
    diagnosis: [
      'Is the target, or a load balancer in front of it, restarting or overloaded?',
      'On the dashboard, row Actions: do other nodes see the same?',
    ],
    mitigation: ['Make the target or the network stable; a longer action.resumeInterval only hides it.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, windowOf(selectors), pending);
    const { flaps } = selectors.settings.thresholds;
    const line = (values: readonly number[]) => [series.action('resumed', values)];
    const flapping = series.repeating(flaps, (times) => times);
    return {
      ...series,
      good: line(series.level(2)),
      bad: line(flapping),
      labels: { name: selectors.settings.action },
      value: String(series.countLast(flapping, (value, before) => value !== before)),
      quiet: [
        { title: 'fewer outages', lines: line(series.repeating(flaps, (times) => Math.min(flaps - 1, times))) },
        { title: 'all workers find the target again after one outage', lines: line(series.level(0, flaps + 5)) },
      ],
    };
  },
};

/** Long enough to hold as many samples as there must be outages. */
const windowOf = (selectors: Selectors): string =>
  selectors.window(
    duration(Math.max(seconds(FLAP_WINDOW), (selectors.settings.thresholds.flaps + 2) * selectors.sampleSeconds)),
  );
