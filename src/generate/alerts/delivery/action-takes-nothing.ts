// A disabled action: messages arrive, the action takes none, and no counter of failures rises.
import { and, compare, increase, max, multiply, or } from '../../promql/index.ts';
import { takenShare } from '../../signals/taken-share.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

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
  summary: 'Messages arrive, but the action that forwards them takes none',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${selectors.settings.action}" has taken no message for ${selectors.window(TAKE_WINDOW)}, ` +
    `although about ${shown.value('count')} of those that arrived should have reached it.`,
  runbook: {
    meaning:
      'Inputs receive messages, and judging by what the action took before, or takes on other nodes, some of them should have reached it. A disabled action (the target refused the certificate or the name) takes nothing, and no counter of failures rises.',
    impact: 'Messages are lost, or wait in the main queue.',
    diagnosis: [
      'On the node, search `journalctl -u rsyslog` for authentication, certificate or "disabled".',
      'Check whether the filters were changed so that less is forwarded on purpose.',
      'See on the dashboard, row Queues, whether messages wait in the main queue.',
    ],
    mitigation: [
      'Correct the certificate, the permitted peer or the target, then restart rsyslog: a disabled action stays disabled until then.',
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
          title: 'from the start of rsyslogd, while the action of another node takes its share',
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
          title: 'no message arrives',
          lines: [
            series.of('imuxsock', 'submitted', 'imuxsock', series.rising(series.perWindow(100 * unit), 0)),
            taking(10 * unit, 0),
          ],
        },
        {
          title: 'an output with a counter of the same name continues',
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
