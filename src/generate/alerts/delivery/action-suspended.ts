// An action that stays suspended. One suspension alone is no alert: a short outage makes one, and all messages are delivered.
import { duration, seconds } from '../../settings/duration.ts';
import { and, compare, increase } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const SUSPENSION_WINDOW = '5m';

export const actionSuspended: Alert = {
  name: 'RsyslogActionSuspended',
  pack: 'delivery',
  severity: 'warning',
  for: '3m',
  expr: (q) => {
    const window = q.window(SUSPENSION_WINDOW);
    const planned = q.counter('core.action', 'suspended.duration');
    const now = compare(q.byNode(increase(planned, window), 'name'), '>', 0);
    const before = compare(q.byNode(increase(planned, { window, offset: window }), 'name'), '>', 0);
    return and(now, before, [...q.node, 'name']);
  },
  summary: 'An action of rsyslog is suspended again and again',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the action "${shown.label('name')}" keeps being suspended: ${shown.value('duration')} more in ${q.window(SUSPENSION_WINDOW)}.`,
  runbook: {
    meaning:
      'The target could not be used, the action gave up trying for a while, tried again and gave up again. A single suspension is no alert: the messages wait and are often all delivered.',
    impact:
      'With a finite action.resumeRetryCount messages are being lost, and outputs without transactions show it nowhere else. The seconds are planned lengths of suspensions, not time that was measured.',
    look: ['On the node: `journalctl -u rsyslog`, look for "suspended".', 'Can the target be reached from the node?'],
    mend: ['Bring the target back.', 'Set `action.resumeRetryCount="-1"` if messages must not be lost.'],
  },
  tests: (q, pending) => {
    const at = new Bench(
      q,
      q.window(SUSPENSION_WINDOW),
      duration(seconds(q.window(SUSPENSION_WINDOW)) + seconds(pending)),
    );
    const line = (values: readonly number[]) => [
      at.inBaseUnit('core.action', 'suspended.duration', q.settings.action, values),
    ];
    const once = at.level(0).map((_, index) => (index > at.healthy ? 90 : 0));
    return {
      ...at,
      good: line(at.level(60)),
      bad: line(at.rising(0, at.perWindow(150))),
      labels: { name: q.settings.action },
      value: '2m 30s',
      quiet: [{ title: 'one suspension that was over soon', lines: line(once) }],
    };
  },
};
