// What waits in the queues, in memory and on disk, and whether it moves.
import { seconds } from '../../settings/duration.ts';
import { divide, number, rate } from '../../promql/index.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { drained, waiting } from '../../signals/queue-drain.ts';
import { queueFills } from '../../signals/queue-fills.ts';
import { named, offeredToQueues, waitingTime } from './expressions.ts';
import { GRAPH, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

export const queues: Row = {
  title: 'Queues',
  isCollapsed: true,
  panels: [
    {
      ...GRAPH,
      title: 'Backlog',
      description:
        'Messages that wait, in memory and on disk together. Bad: a backlog that grows or stays. "X queue" belongs to the action X, whose target is down or refuses us; on the main queue an action without a queue of its own blocks.',
      unit: 'short',
      queries: (scope) => [{ expr: scope.sumBy(named(waiting(scope.selectors, scope.queue))), legend: scope.legend }],
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Longest wait',
      description:
        'For how long the oldest message has waited, estimated from what was offered to the queue in the last hour; at most a day. Bad above the line: next to nothing leaves the queue.',
      unit: 's',
      queries: (scope) => [
        { expr: scope.maxBy(named(waitingTime(scope.selectors, scope.queue))), legend: scope.legend },
      ],
      threshold: ({ selectors }) => seconds(drainWindow(selectors)),
    },
    {
      ...GRAPH,
      title: 'Messages leaving queues',
      description: ({ selectors }) =>
        `Messages per second that left each queue over ${drainWindow(selectors)}: offered, less discarded, less growth. Bad: 0 while there is a backlog. Bring the target back. Needs the recording rules that are generated with the alerts.`,
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(
            named(
              divide(
                drained.recorded(scope.selectors, { ...scope.nodeMatchers, ...scope.recordedQueue }),
                number(seconds(drainWindow(scope.selectors))),
              ),
            ),
          ),
          legend: scope.legend,
        },
      ],
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Messages offered to queues',
      description:
        'Messages per second offered to each queue, discarded ones included; those put back after a failure count again. Bad: far more than come in, which is a loop of failing and trying again. Look at the disk and the target.',
      unit: 'cps',
      queries: (scope) => [
        { expr: scope.sumBy(rate(offeredToQueues(scope.selectors, scope.queue), RATE_WINDOW)), legend: scope.legend },
      ],
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Messages on disk',
      description:
        'Messages that did not fit into memory and wait on disk. Bad when it only grows: the disk space of the queue runs out. Bring the target back, or raise queue.maxDiskSpace.',
      unit: 'short',
      queries: (scope) => [
        {
          expr: scope.sumBy(named(waiting(scope.selectors, scope.queueOnDisk))),
          legend: scope.legend,
        },
      ],
      isStacked: true,
    },
    {
      ...GRAPH,
      title: 'Fill of the queues whose size is known',
      description:
        'Share of the capacity, of the fullest node; the capacities come from the settings, rsyslog does not report them. Bad above the line: soon messages are lost. Bring the target back or make the queue larger.',
      unit: 'percentunit',
      queries: (scope) => [{ expr: scope.maxBy(queueFills.expr(scope.selectors)), legend: scope.legend }],
      threshold: ({ settings }) => queueFills.limit(settings),
      isEnabled: ({ settings }) => Object.keys(settings.queues).length > 0,
    },
    {
      ...GRAPH,
      title: 'Queue was full',
      description:
        'How often per second someone who wanted to enqueue met a full queue or the limit of its disk space; one message that waits can count several times. Bad when above 0: senders are held up or messages are lost. See Losses.',
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(rate(scope.selectors.counter('core.queue', 'full', scope.queue), RATE_WINDOW)),
          legend: scope.legend,
        },
      ],
      threshold: () => 0,
    },
    {
      ...GRAPH,
      title: 'Largest backlog since start',
      description:
        'The most messages that a queue has held since rsyslogd was started, on the worst node. It never falls, so a high value may be long over. Bad: close to the capacity. Make the queue larger.',
      unit: 'short',
      queries: (scope) => [
        { expr: scope.maxBy(scope.selectors.gauge('core.queue', 'maxqsize', scope.queue)), legend: scope.legend },
      ],
    },
  ],
};
