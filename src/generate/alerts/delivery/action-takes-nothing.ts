// An action that is disabled: messages come in, the action takes none, and no counter of failures moves.
import { and, compare, increase, max, multiply, or } from '../../promql/index.ts';
import { takenShare } from '../../signals/taken-share.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

const TAKE_WINDOW = '5m';
const FLEET_WINDOW = '1h';

export const actionTakesNothing: Alert = {
  name: 'RsyslogActionTakesNothing',
  pack: 'delivery',
  severity: 'warning',
  for: '5m',
  expr: (selectors) => {
    const window = selectors.window(TAKE_WINDOW);
    const fleet = selectors.window(FLEET_WINDOW);
    const { expectedMessages } = selectors.settings.thresholds;
    const arrived = selectors.byNode(increase(selectors.submitted(), window));
    const on = selectors.node;
    // Both counters start with rsyslogd: their ratio is the share of all messages so far.
    const ownShare = takenShare(selectors, { over: (counter) => counter, by: on });
    const fleetShare = takenShare(selectors, { over: (counter) => increase(counter, fleet) });
    const isExpected = or(
      compare(multiply(arrived, ownShare, { on }), '>', expectedMessages),
      compare(multiply(arrived, fleetShare, { on: [], groupLeft: [] }), '>', expectedMessages),
    );
    const takesNothing = compare(max(increase(selectors.action('processed'), window), on), '==', 0);
    return and(isExpected, takesNothing, on);
  },
  summary: 'Messages come in, but the action that forwards them takes none',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${selectors.settings.action}" has taken no message for ${selectors.window(TAKE_WINDOW)}, ` +
    `although about ${shown.value('count')} of those that came in should have been its own.`,
  runbook: {
    meaning:
      'Inputs get messages, and by what the action took before, or takes on the other nodes, some of them should have reached it. An action that is disabled (the target refuses our certificate or name) takes nothing, and no counter of failures moves.',
    impact: 'Messages are being lost, or pile up in the main queue.',
    diagnosis: [
      'On the node: `journalctl -u rsyslog`, look for authentication, certificate or "disabled".',
      'Was the configuration of the filters changed, so that less is forwarded by intention?',
      'On the dashboard, row Queues: do messages pile up in the main queue?',
    ],
    mitigation: [
      'Mend certificate, permitted peer or target, then restart rsyslog: a disabled action stays disabled until then.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, selectors.window(TAKE_WINDOW), pending, 60);
    const unit = selectors.settings.thresholds.expectedMessages;
    const input = series.of('imuxsock', 'submitted', 'imuxsock', series.rising(series.perWindow(100 * unit)));
    const taking = (before: number, after: number) =>
      series.action('processed', series.rising(series.perWindow(before), series.perWindow(after)));
    const takenAtLast = (taking(10 * unit, 0).values.at(-1) as number) / (input.values.at(-1) as number);
    const never = [input, series.action('processed', series.level(0))];
    return {
      ...series,
      good: [input, taking(10 * unit, 10 * unit)],
      bad: [input, taking(10 * unit, 0)],
      labels: {},
      value: String(Math.round(100 * unit * takenAtLast)),
      also: [
        {
          title: 'from its start on, while another node takes what it gets',
          lines: never,
          elsewhere: [input, taking(10 * unit, 10 * unit)],
          labels: {},
          isBadFromStart: true,
          value: String(5 * unit),
        },
      ],
      quiet: [
        { title: 'the action takes less than before', lines: [input, taking(10 * unit, unit / 10)] },
        { title: 'the action rarely takes anything', lines: [input, taking(unit / 2, 0)] },
        {
          title: 'nothing comes in',
          lines: [
            series.of('imuxsock', 'submitted', 'imuxsock', series.rising(series.perWindow(100 * unit), 0)),
            taking(10 * unit, 0),
          ],
        },
        {
          title: 'an output of the same counter goes on',
          lines: [
            series.of('imuxsock', 'submitted', 'imuxsock', series.rising(series.perWindow(100 * unit), 0)),
            series.of('omkafka', 'submitted', 'omkafka', series.rising(series.perWindow(100 * unit))),
            taking(10 * unit, 0),
          ],
        },
      ],
    };
  },
};
