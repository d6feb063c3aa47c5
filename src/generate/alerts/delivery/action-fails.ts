// Any failure of any action. Computes no share: the counter does not count messages.
import { actionFailures } from '../../signals/failures.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const actionFails: Alert = {
  name: 'RsyslogActionFails',
  pack: 'delivery',
  severity: 'warning',
  for: '0s',
  expr: actionFailures.total,
  summary: 'An action of rsyslog fails',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${shown.label('name')}" gives up on messages. Lost so far: no counter has the number; ` +
    `${shown.value('count')} failures since rsyslogd started, each of them one message or a batch. ` +
    'First: `journalctl -u rsyslog` on the node, search for the name of the action; bring its target back. The lines of `action.errorFile` are what was lost.',
  runbook: {
    meaning:
      'The action gave up on messages. One failure can stand for one message or for a whole batch, and one message can count twice: the number means little, but any failure deserves a look. A failover action may have taken the messages.',
    impact: 'Messages are lost unless another action took them.',
    diagnosis: [
      'On the node, search `journalctl -u rsyslog` for the name of the action. The target is in the action of /etc/rsyslog.d (`target`, `port`), or in the RsyslogRelpConfig that makes it (`spec.target`, `spec.port`).',
      'See on the dashboard, row Actions, when it started.',
    ],
    mitigation: [
      'Bring the target back.',
      'Let the action keep trying (`action.resumeRetryCount="-1"`) and give it a queue, so that an outage delays messages instead of losing them.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, actionFailures.window(selectors), pending);
    return {
      ...series,
      good: [series.action('failed', series.level(7))],
      bad: [series.action('failed', series.rising(0, series.perWindow(30)))],
      labels: { name: selectors.settings.action },
      value: String(Math.round(series.perWindow(30) * series.faulty)),
      quiet: [
        ...selectors.settings.statisticsActions.map((name) => ({
          title: `the action ${name}, which passes statistics on`,
          lines: [series.action('failed', series.rising(0, 10), name)],
        })),
        {
          title: 'an input with a counter of the same name',
          lines: [series.of('imhttp', 'failed', 'imhttp', series.rising(0, 10))],
        },
      ],
    };
  },
};
