// One of the two long-standing alerts of node audit logging, with its name and documented meaning. It also fires on idle nodes, and it
// misses an action with a queue: RsyslogQueueNotDraining does not.
import { and, compare, rate } from '../../promql/index.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const WINDOW = '5m';

export const relpActionProcessingRateIsZero: Alert = {
  name: 'RsyslogRelpActionProcessingRateIsZero',
  pack: 'relp',
  severity: 'warning',
  for: '15m',
  expr: (selectors) => {
    const window = selectors.window(WINDOW);
    const isZero = compare(rate(selectors.action('processed'), window), '==', 0);
    if (!selectors.settings.zeroRateNeedsInput) return isZero;
    return and(isZero, compare(selectors.byNode(rate(selectors.submitted(), window)), '>', 0), selectors.node);
  },
  summary: 'Rsyslog relp action processing rate is 0',
  description: (selectors, shown) =>
    'The rsyslog relp action processing rate is 0 meaning that there is most likely something wrong with the rsyslog service. ' +
    `It is the action on ${nodeOf(selectors, shown)}. Lost so far: nothing if no message arrived; otherwise no counter has the number. ` +
    'First: see on the dashboard whether messages arrive on this node; an idle node is no fault.',
  runbook: {
    meaning:
      'The RELP action of a node has not received a message for a while. That is no fault on an idle node: with the setting zeroRateNeedsInput the alert fires only while messages arrive.',
    impact: 'Messages that arrive are not forwarded.',
    diagnosis: [
      'See on the dashboard, rows Inputs and Actions, whether messages arrive on the node while none are processed.',
      'If no messages arrive, the node is idle or its inputs are broken: see RsyslogInputSilent.',
      'If messages arrive, see RsyslogActionTakesNothing and RsyslogQueueNotDraining.',
    ],
    mitigation: ['Follow the alert that fires with this one. If the node is idle, set zeroRateNeedsInput.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, selectors.window(WINDOW), pending);
    const input = series.of('imuxsock', 'submitted', 'imuxsock', series.rising(100));
    const line = (before: number, after: number) => series.action('processed', series.rising(before, after));
    return {
      ...series,
      good: [input, line(10, 10)],
      bad: [input, line(10, 0)],
      labels: { name: selectors.settings.action, origin: 'core.action' },
      value: '0',
      quiet: [
        { title: 'a slow rate is not zero', lines: [input, line(10, 1)] },
        {
          title: 'another action stands still',
          lines: [input, line(10, 10), series.action('processed', series.rising(10, 0), 'other')],
        },
      ],
    };
  },
};
