// First row: is anything wrong at this moment, in one look. Each number is coloured where an alert would fire.
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
        'Nodes whose statistics arrive. Bad: fewer than the cluster has, without being counted as silent. Such a node has never reported: see whether rsyslog and the exporter are installed there.',
      unit: 'short',
      query: ({ selectors }) => ({ expr: orZero(count(reportingNodes(selectors))), legend: 'reporting' }),
      thresholds: () => [],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Nodes silent',
      description:
        'Nodes that are there but whose statistics have stopped or vanished. Bad when above 0: rsyslogd or the exporter is dead, and all other panels are blind for the node. Start what is dead; the row Statistics shows which node.',
      unit: 'short',
      query: ({ selectors }) => ({ expr: orZero(count(silentNodes(selectors))), legend: 'silent' }),
      thresholds: () => [{ value: 1, color: 'red' }],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Messages in',
      description:
        'Messages per second that inputs passed into rsyslog, over the last minutes. 0 is bad where something should log: see the row Inputs.',
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
        `Messages per second that left the queue of the action "${settings.action}"; where it has no queue of its own, those it was given, which proves nothing about their arrival. Bad when it stays below what should be forwarded: see the row Queues.`,
      unit: 'cps',
      query: (scope) => ({ expr: orZero(sum(delivered(scope, scope.nowWindow))), legend: 'delivered' }),
      thresholds: () => [],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Lost',
      description:
        'Messages per second that rsyslog counts as lost. Anything above 0 is bad. The row Losses tells the cause; failures of actions come on top and do not count messages.',
      unit: 'cps',
      query: ({ selectors, nowWindow }) => ({ expr: orZero(sum(lost(selectors, nowWindow))), legend: 'lost' }),
      thresholds: () => [{ value: ANY, color: 'red' }],
      ifEmpty: '0',
    },
    {
      ...STAT,
      title: 'Biggest backlog',
      description:
        'The queue in which most messages wait, in memory and on disk. A backlog that drains is fine; one that stays is bad, since the target is down or refuses us: see the row Queues.',
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
        'For how long the oldest message of any queue has waited, estimated from what was offered to the queue in the last hour; at most a day. Bad when it grows: bring the target back, or see the row Queues.',
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
        'Age of the oldest statistics of a node. Bad when red: rsyslogd is dead, its statistics are blocked, or the exporter hangs, and what you see is old.',
      unit: 's',
      query: ({ selectors }) => ({ expr: max(reportAge.expr(selectors)), legend: 'age' }),
      thresholds: ({ settings }) => [{ value: reportAge.limit(settings), color: 'red' }],
      ifEmpty: 'unknown',
    },
    {
      ...WIDE_GRAPH,
      title: 'Messages in, delivered and lost',
      description:
        'Over all chosen nodes. Delivered may be less than in, since not everything is forwarded; bad is a gap that was not there before, and anything lost. Vertical lines are restarts of rsyslogd.',
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

/** When RsyslogQueueNotDraining fires, in seconds. */
function stuckAfter({ selectors }: Scope): number {
  return seconds(drainWindow(selectors)) + seconds(pendingOf(queueNotDraining, selectors));
}
