// What waits in the queues, in memory and on disk, and whether it moves.
import { seconds } from '../../settings/duration.ts';
import { divide, number, or, rate } from '../../promql/index.ts';
import { DRAIN_WINDOW, drained } from '../../rules/recording.ts';
import { backlogOf, named, offeredToQueues, waitingTime } from './expressions.ts';
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
      queries: (scope) => [{ expr: scope.sumBy(named(backlogOf(scope.selectors, scope.queue))), legend: scope.legend }],
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
      threshold: ({ selectors }) => seconds(selectors.window(DRAIN_WINDOW)),
    },
    {
      ...GRAPH,
      title: 'Messages leaving queues',
      description: ({ selectors }) =>
        `Messages per second that left each queue over ${selectors.window(DRAIN_WINDOW)}: offered, less discarded, less growth. Bad: 0 while there is a backlog. Bring the target back. Needs the recording rules that are generated with the alerts.`,
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(
            named(
              divide(
                drained.recorded(scope.selectors, { ...scope.nodeMatchers, ...scope.recordedQueue }),
                number(seconds(scope.selectors.window(DRAIN_WINDOW))),
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
          expr: scope.sumBy(
            named(scope.selectors.byQueue(scope.selectors.gauge('core.queue', 'size', scope.queueOnDisk))),
          ),
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
      queries: (scope) => {
        const fills = Object.entries(scope.settings.queues).map(([name, capacity]) =>
          divide(
            scope.selectors.byNode(scope.selectors.gauge('core.queue', 'size', { name }), 'name'),
            number(capacity),
          ),
        );
        return [{ expr: scope.maxBy(fills.reduce((left, right) => or(left, right))), legend: scope.legend }];
      },
      threshold: ({ settings }) => settings.thresholds.queueFill,
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
