// First row: whether anything is wrong now. Each number has the colour of the alert that fires at it.
import { pendingOf } from '../../alerts/pending.ts';
import { queueNotDraining } from '../../alerts/delivery/queue-not-draining.ts';
import { seconds } from '../../settings/duration.ts';
import { count, max, rate, sum, topk } from '../../promql/index.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { waiting } from '../../signals/queue-drain.ts';
import { reportAge } from '../../signals/report-age.ts';
import { delivered, lost, orZero, reportingNodes, silentNodes, waitingTime } from './expressions.ts';
import { firingAlerts } from './firing-alerts.ts';
import { ANY, STAT, WIDE_GRAPH, type Row } from './panel.ts';
import { RATE_WINDOW, type Scope } from './scope.ts';

export const overview: Row = {
  title: 'At a glance',
  isCollapsed: false,
  panels: [
    {
      ...STAT,
      title: 'Nodes reporting',
      description:
        'Nodes whose statistics arrive. Bad: fewer than the cluster has, while none is silent. The others have never reported: check whether rsyslog and the exporter are installed there.',
      unit: 'short',
      query: ({ selectors }) => ({ expr: orZero(count(reportingNodes(selectors))), legend: 'reporting' }),
      thresholds: () => [],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Nodes silent',
      description:
        'Nodes that are up but whose statistics have stopped or vanished. Bad: anything above 0, since rsyslogd or the exporter is dead and no other panel can see the node. Start the dead process; the row Statistics shows the node.',
      unit: 'short',
      query: ({ selectors }) => ({ expr: orZero(count(silentNodes(selectors))), legend: 'silent' }),
      thresholds: () => [{ value: 1, color: 'red' }],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Messages in',
      description:
        'Messages per second that inputs passed into rsyslog, over the last minutes. Bad: 0 where programs should log. See the row Inputs.',
      unit: 'cps',
      query: ({ selectors, nowWindow }) => ({
        expr: orZero(sum(rate(selectors.submitted(), nowWindow))),
        legend: 'in',
      }),
      thresholds: () => [],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Delivered',
      description: ({ settings }) =>
        `Messages per second that left the queue of the action "${settings.action}"; without its own queue, messages given to it, which is no proof of arrival. Bad: a value that stays below what should be forwarded. See the row Queues.`,
      unit: 'cps',
      query: (scope) => ({ expr: orZero(sum(delivered(scope, scope.nowWindow))), legend: 'delivered' }),
      thresholds: () => [],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Lost',
      description:
        'Messages per second that rsyslog counts as lost. Bad: anything above 0. The row Losses shows the cause. Failures of actions are not included: they do not count messages.',
      unit: 'cps',
      query: ({ selectors, nowWindow }) => ({ expr: orZero(sum(lost(selectors, nowWindow))), legend: 'lost' }),
      thresholds: () => [{ value: ANY, color: 'red' }],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Biggest backlog',
      description:
        'The queue with the most messages, in memory and on disk. A backlog that drains is fine. Bad: a backlog that stays, since the target is down or refuses the connection. See the row Queues.',
      unit: 'short',
      query: (scope) => ({ expr: topk(1, waiting(scope.selectors)), legend: `${scope.nodeLegend} {{queue}}` }),
      thresholds: () => [],
      showsName: true,
      ifEmpty: 'no queue',
    },
    {
      ...STAT,
      title: 'Longest wait',
      description:
        'Waiting time of the oldest message in any queue, estimated from the messages offered in the last hour; at most a day. Bad: a value that grows. Bring the target back, or see the row Queues.',
      unit: 's',
      query: ({ selectors }) => ({ expr: max(waitingTime(selectors)), legend: 'wait' }),
      thresholds: (scope) => [
        { value: seconds(drainWindow(scope.selectors)), color: 'orange' },
        { value: stuckAfter(scope), color: 'red' },
      ],
      ifEmpty: 'no queue',
    },
    {
      ...STAT,
      title: 'Statistics age',
      description:
        'Age of the oldest last report of a node. Bad when red: rsyslogd is dead, its statistics are blocked, or the exporter hangs, and the other panels show old values.',
      unit: 's',
      query: ({ selectors }) => ({ expr: max(reportAge.expr(selectors)), legend: 'age' }),
      thresholds: ({ settings }) => [{ value: reportAge.limit(settings), color: 'red' }],
      ifEmpty: 'unknown',
    },
    {
      ...WIDE_GRAPH,
      title: 'Messages in, delivered and lost',
      description:
        'Over all chosen nodes. Delivered may be less than in, since filters may forward a part only. Bad: a gap that was not there before, and anything lost. Vertical lines are restarts of rsyslogd.',
      unit: 'cps',
      queries: (scope) => [
        { expr: sum(rate(scope.selectors.submitted(), RATE_WINDOW)), legend: 'in' },
        { expr: sum(delivered(scope, RATE_WINDOW)), legend: 'delivered' },
        { expr: sum(lost(scope.selectors, RATE_WINDOW)), legend: 'lost' },
      ],
      showsNumbers: true,
    },
    firingAlerts,
  ],
};

/** Waiting time at which RsyslogQueueNotDraining fires, in seconds. */
function stuckAfter({ selectors }: Scope): number {
  return seconds(drainWindow(selectors)) + seconds(pendingOf(queueNotDraining, selectors));
}
