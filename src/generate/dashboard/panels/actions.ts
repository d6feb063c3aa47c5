// What the actions are given, and how they fare with it.
import { aboveZero, max, min, rate, type Expr } from '../../promql/index.ts';
import { actionFailures, failureRatio } from '../../signals/failures.ts';
import { requeueFactor } from '../../signals/requeues.ts';
import type { Over } from '../../signals/signal.ts';
import { takenShare } from '../../signals/taken-share.ts';
import { all } from './expressions.ts';
import { GRAPH, type Row } from './panel.ts';
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
        'Messages per second given to each action, counted before anything is tried: no proof that they arrived. Bad: 0 while messages come in. A disabled action (refused certificate) takes nothing until rsyslog is restarted.',
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(rate(scope.selectors.counter('core.action', 'processed', scope.action), RATE_WINDOW)),
          legend: scope.legend,
        },
      ],
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Failures',
      description:
        'Failures per second of each action. They do not count messages: one loss can count twice, a whole batch once. Anything above 0 is bad: look at `journalctl -u rsyslog`, and bring the target back.',
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(all(actionFailures.counters(scope.selectors, scope.action), rate, RATE_WINDOW)),
          legend: scope.legend,
        },
      ],
      threshold: ({ settings }) => actionFailures.limit(settings),
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Failures per message of the action that forwards',
      description: ({ settings }) =>
        `Failures of "${settings.action}" per message it was given, over all chosen nodes: what RsyslogTooManyRelpActionFailures judges. Bad above the line. One bad node among many hardly shows here: see Failures, with lines by node.`,
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
      title: 'Share of what comes in that is forwarded',
      description: ({ settings }) =>
        `Messages given to "${settings.action}" per message that came in. Filters decide what is normal; bad is a fall to 0, mostly of one node: the action is disabled. Mend certificate or peer name and restart rsyslog.`,
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
        'About 1 when all is well, on the worst node. Bad above the line: a worker puts its messages back and fails again in a loop, and takes all the CPU. Look at the disk that the action writes to.',
      unit: 'short',
      queries: (scope) => [{ expr: scope.maxBy(requeuesOfChosen(scope)), legend: scope.legend }],
      threshold: ({ settings }) => requeueFactor.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Messages sent by omfwd',
      description:
        'Messages per second that omfwd handed to the network, by target, which is no proof of arrival. Bad: 0 while the action is given messages. Other outputs, omrelp among them, count nothing of the kind.',
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(rate(scope.selectors.counter('omfwd', 'messages.sent'), RATE_WINDOW)),
          legend: scope.legend,
        },
      ],
    },
    {
      ...GRAPH,
      title: 'Bytes sent by omfwd',
      description:
        'Bytes per second that the sockets of omfwd took, by target. Bad: 0 while messages wait in the queue of the action.',
      unit: 'Bps',
      queries: (scope) => [
        { expr: scope.sumBy(rate(scope.selectors.counter('omfwd', 'bytes.sent'), RATE_WINDOW)), legend: scope.legend },
      ],
    },
  ],
};

/** By node and name of the action. */
function requeuesOfChosen({ selectors, action, queuesOfAction }: Scope): Expr {
  return max(requeueFactor.expr(selectors, over, queuesOfAction, action), [...selectors.node, 'name']);
}
