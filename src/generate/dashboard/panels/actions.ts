// What actions are given, and what becomes of it.
import { aboveZero, max, min, rate, type Expr } from '../../promql/index.ts';
import { actionFailures, failureRatio } from '../../signals/failures.ts';
import { requeueFactor } from '../../signals/requeues.ts';
import type { Over } from '../../signals/signal.ts';
import { takenShare } from '../../signals/taken-share.ts';
import { all } from './expressions.ts';
import { GRAPH, groupedQuery, type Row } from './panel.ts';
import { RATE_WINDOW, type Scope } from './scope.ts';
import { suspensions } from './suspensions.ts';

const over: Over = (counter) => rate(counter, RATE_WINDOW);

export const actions: Row = {
  title: 'Actions',
  isCollapsed: true,
  panels: [
    {
      ...GRAPH,
      title: 'Messages processed',
      description:
        'Messages per second given to each action, counted before they are sent: no proof of arrival. Bad: 0 while messages arrive. A disabled action (refused certificate) takes nothing until rsyslog is restarted.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(rate(scope.selectors.counter('core.action', 'processed', scope.chosenAction), RATE_WINDOW)),
      ),
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Failures',
      description:
        'Failures per second of each action. They do not count messages: one loss can count twice, a whole batch once. Bad: anything above 0. Read `journalctl -u rsyslog` and bring the target back.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(all(actionFailures.counters(scope.selectors, scope.chosenAction), rate, RATE_WINDOW)),
      ),
      threshold: ({ settings }) => actionFailures.limit(settings),
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Failures per message of the action that forwards',
      description: ({ settings }) =>
        `Failures of "${settings.action}" per message given to it, over all chosen nodes, as RsyslogTooManyRelpActionFailures judges. Bad above the line. One bad node among many hardly shows: see Failures, with lines by node.`,
      unit: 'percentunit',
      queries: ({ selectors }) => [
        {
          expr: failureRatio.expr(selectors, RATE_WINDOW, aboveZero),
          legend: 'failures per message',
        },
      ],
      threshold: ({ settings }) => failureRatio.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Share of messages that is forwarded',
      description: ({ settings }) =>
        `Messages given to "${settings.action}" per message that arrives. Filters decide what is normal. Bad: a fall to 0, mostly on one node, where the action is disabled. Correct the certificate or the peer name and restart rsyslog.`,
      unit: 'percentunit',
      queries: ({ selectors }) => [
        { expr: takenShare(selectors, { over, by: [], guard: aboveZero }), legend: 'all nodes' },
        {
          expr: min(takenShare(selectors, { over, by: selectors.node, guard: aboveZero })),
          legend: 'the node with the least',
        },
      ],
    },
    ...suspensions,
    {
      ...GRAPH,
      title: 'Offered to the queue per message processed',
      description:
        'On the worst node; normally about 1. Bad above the line: the action puts its messages back and fails again in a loop that uses all CPU. Check the disk that the action writes to.',
      unit: 'short',
      queries: groupedQuery((scope) => scope.maxBy(requeuesOfChosen(scope))),
      threshold: ({ settings }) => requeueFactor.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Messages sent by omfwd',
      description:
        'Messages per second that omfwd handed to the network, by target: no proof of arrival. Bad: 0 while the action is given messages. Other outputs, omrelp among them, do not count this.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(rate(scope.selectors.counter('omfwd', 'messages.sent'), RATE_WINDOW)),
      ),
    },
    {
      ...GRAPH,
      title: 'Bytes sent by omfwd',
      description:
        'Bytes per second that the sockets of omfwd took, by target. Bad: 0 while messages wait in the queue of the action.',
      unit: 'Bps',
      queries: groupedQuery((scope) => scope.sumBy(rate(scope.selectors.counter('omfwd', 'bytes.sent'), RATE_WINDOW))),
    },
  ],
};

/** By node and name of the action. */
function requeuesOfChosen({ selectors, chosenAction, queuesOfChosenAction }: Scope): Expr {
  return max(requeueFactor.expr(selectors, over, queuesOfChosenAction, chosenAction), [...selectors.node, 'name']);
}
