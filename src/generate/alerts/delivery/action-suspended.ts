// An action that is suspended again and again. One suspension raises no alert: after a short outage all messages are delivered.
import { duration, seconds } from '../../settings/duration.ts';
import { and, compare, increase } from '../../promql/index.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const SUSPENSION_WINDOW = '5m';

export const actionSuspended: Alert = {
  name: 'RsyslogActionSuspended',
  pack: 'delivery',
  severity: 'warning',
  for: '3m',
  expr: (selectors) => {
    const window = selectors.window(SUSPENSION_WINDOW);
    const planned = selectors.counter('core.action', 'suspended.duration');
    const now = compare(selectors.byNode(increase(planned, window), 'name'), '>', 0);
    const before = compare(selectors.byNode(increase(planned, { window, offset: window }), 'name'), '>', 0);
    return and(now, before, [...selectors.node, 'name']);
  },
  summary: 'An action of rsyslog is suspended again and again',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${shown.label('name')}" was suspended again: for ${shown.value('duration')} in ${selectors.window(SUSPENSION_WINDOW)}.`,
  runbook: {
    meaning:
      'The target is unusable: the action paused, tried again and paused again. A single suspension raises no alert: the messages wait, and often all are delivered.',
    impact:
      'With a finite action.resumeRetryCount messages are lost, and for outputs without transactions no other counter shows it. The seconds are the planned lengths of suspensions, not measured time.',
    diagnosis: [
      'On the node, search `journalctl -u rsyslog` for "suspended".',
      'Check that the node reaches the target.',
    ],
    mitigation: ['Bring the target back.', 'Set `action.resumeRetryCount="-1"` if messages must not be lost.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(
      selectors,
      selectors.window(SUSPENSION_WINDOW),
      duration(seconds(selectors.window(SUSPENSION_WINDOW)) + seconds(pending)),
    );
    const line = (values: readonly number[]) => [
      series.inBaseUnit('core.action', 'suspended.duration', selectors.settings.action, values),
    ];
    const once = series.level(0).map((_, index) => (index > series.healthy ? 90 : 0));
    return {
      ...series,
      good: line(series.level(60)),
      bad: line(series.rising(0, series.perWindow(150))),
      labels: { name: selectors.settings.action },
      value: '2m 30s',
      quiet: [{ title: 'one short suspension', lines: line(once) }],
    };
  },
};
