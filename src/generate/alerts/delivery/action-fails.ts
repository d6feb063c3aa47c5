// Any failure of any action. Refuses to judge by a share: the counter does not count messages.
import { actionFailures } from '../../signals/failures.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const actionFails: Alert = {
  name: 'RsyslogActionFails',
  pack: 'delivery',
  severity: 'warning',
  for: '0s',
  expr: actionFailures.excess,
  summary: 'An action of rsyslog fails',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${shown.label('name')}" has failed about ${shown.value('count')} times in ${actionFailures.window(selectors)}. ` +
    'This is not the number of messages lost.',
  runbook: {
    meaning:
      'The action gave up on messages. One failure can be one message, a whole batch, or half of a message that is counted twice: any failure is worth a look, the number means little. With a failover action the messages may have gone there.',
    impact: 'Messages were lost, unless another action took them over.',
    diagnosis: [
      'On the node: `journalctl -u rsyslog`, look for the name of the action.',
      'On the dashboard, row Actions: when did it start?',
    ],
    mitigation: [
      'Bring the target back.',
      'Let the action keep trying (`action.resumeRetryCount="-1"`) and give it a queue, so that an outage delays messages and does not lose them.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, actionFailures.window(selectors), pending);
    return {
      ...series,
      good: [series.action('failed', series.level(7))],
      bad: [series.action('failed', series.rising(0, series.perWindow(30)))],
      labels: { name: selectors.settings.action },
      value: '30',
      quiet: [
        {
          title: 'an input of the same counter',
          lines: [series.of('imhttp', 'failed', 'imhttp', series.rising(0, 10))],
        },
      ],
    };
  },
};
