// An action that is suspended again and again. One suspension raises no alert: after a short outage all messages are delivered.
import { duration, seconds } from '../../settings/duration.ts';
import { and, compare, increase, or, type Range } from '../../promql/index.ts';
import { notOfStatistics } from '../../signals/statistics-actions.ts';
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
    const planned = selectors.counter('core.action', 'suspended.duration', notOfStatistics(selectors));
    const within = (range: Range | string) => compare(selectors.byNode(increase(planned, range), 'name'), '>', 0);
    const twice = and(within(window), within({ window, offset: window }), selectors.named);
    // With little traffic the pauses between suspensions are long.
    return and(within(selectors.recent), or(twice, selectors.firing('RsyslogActionSuspended')), selectors.named);
  },
  summary: 'An action of rsyslog is suspended again and again',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${shown.label('name')}" gave up its target again and again, for ${shown.value('duration')} of the last ${selectors.recent}. ` +
    'Lost so far: no counter has the number; with a finite `action.resumeRetryCount` messages are lost meanwhile. First: check that the node reaches the target (`nc -vz TARGET PORT`).',
  runbook: {
    meaning:
      'The target is unusable: the action paused, tried again and paused again. A single suspension raises no alert: the messages wait, and often all are delivered.',
    impact:
      'With a finite action.resumeRetryCount messages are lost, and for outputs without transactions no other counter shows it. The seconds are the planned lengths of suspensions, not measured time.',
    diagnosis: [
      'On the node, search `journalctl -u rsyslog` for "suspended".',
      'Check that the node reaches the target. The target is in the action of /etc/rsyslog.d (`target`, `port`), or in the RsyslogRelpConfig that makes it (`spec.target`, `spec.port`).',
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
    // Twice in each short window, and then a pause that leaves one in the long window.
    const perShort = seconds(selectors.window(SUSPENSION_WINDOW)) / selectors.scrapeSeconds;
    const long = new AlertFixture(
      selectors,
      duration(5 * seconds(selectors.window(SUSPENSION_WINDOW))),
      pending,
      series.healthy,
    );
    const end = long.healthy + long.faulty - 1;
    const suspended = [1.6, 2.1, 2.6, 3.1, 3.6, 4.1, 4.6].map((windows) => Math.round(end - windows * perShort));
    const paused = long.each((index) => 60 * suspended.filter((at) => at <= index).length);
    return {
      ...series,
      good: line(series.level(60)),
      bad: line(series.rising(0, series.perWindow(150))),
      labels: { name: selectors.settings.action },
      value: '5m 0s',
      also: [
        {
          title: 'with pauses, as with little traffic',
          lines: line(paused),
          labels: { name: selectors.settings.action },
          value: '1m 0s',
        },
      ],
      quiet: [
        { title: 'one short suspension', lines: line(once) },
        ...selectors.settings.statisticsActions.map((name) => ({
          title: `the action ${name}, which passes statistics on`,
          lines: [series.inBaseUnit('core.action', 'suspended.duration', name, series.rising(0, 10))],
        })),
      ],
    };
  },
};
