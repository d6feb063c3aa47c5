// Queues that are nearly full, of those whose capacity the settings give.
import { anyOf, compare, delta, unless } from '../../promql/index.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { queueFills } from '../../signals/queue-fills.ts';
import { type Alert, lostByQueue, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { percentage } from '../../timelines/humanize.ts';

export const queueNearlyFull: Alert = {
  name: 'RsyslogQueueNearlyFull',
  pack: 'delivery',
  severity: 'warning',
  for: '10m',
  isEnabled: (selectors) => Object.keys(selectors.settings.queues).length > 0,
  expr: (selectors) =>
    anyOf(
      queueFills.each(selectors).map(({ size, fill }) => {
        const isShrinking = compare(selectors.byQueue(delta(size, drainWindow(selectors))), '<', 0);
        const isFull = compare(fill, '>', queueFills.limit(selectors.settings));
        return unless(isFull, isShrinking, selectors.queue);
      }),
    ),
  summary: 'A queue of rsyslog is nearly full',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the queue "${shown.label('queue')}" is ${shown.value('ratio')} full and does not drain. ` +
    `${lostByQueue(shown)} First: bring the target back; a full queue loses messages or holds up the programs that log.`,
  runbook: {
    meaning:
      'The queue holds nearly as many messages as it can. rsyslog does not report the capacity: it comes from the setting "queues", which must agree with queue.size.',
    impact: 'A full queue loses messages or holds up the programs that log.',
    diagnosis: ['See on the dashboard, row Queues, when it started to fill.', 'Then follow RsyslogQueueNotDraining.'],
    mitigation: ['Bring the target back, or enlarge the queue.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, drainWindow(selectors), pending);
    const [name, capacity] = Object.entries(selectors.settings.queues)[0] as [string, number];
    const { queueFill } = selectors.settings.thresholds;
    const nearly = (1 + queueFill) / 2;
    const filled = (share: number, of = name) => [
      series.of('core.queue', 'size', of, series.level(0, capacity * share)),
    ];
    return {
      ...series,
      good: filled(0),
      bad: filled(nearly),
      labels: { queue: name },
      value: percentage(nearly),
      quiet: [
        { title: 'just below the threshold', lines: filled(0.98 * queueFill) },
        {
          title: 'nearly full, but draining',
          lines: [series.of('core.queue', 'size', name, series.rising(0, -1, capacity))],
        },
        { title: 'another queue of the same size', lines: filled(nearly, 'another queue') },
      ],
    };
  },
};
