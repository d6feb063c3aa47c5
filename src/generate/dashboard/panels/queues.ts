// Messages that wait in queues, in memory and on disk, and whether they leave.
import { seconds } from '../../settings/duration.ts';
import { divide, number, rate } from '../../promql/index.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { drained, waiting } from '../../signals/queue-drain.ts';
import { queueFills } from '../../signals/queue-fills.ts';
import { named, offeredToQueues, waitingTime } from './expressions.ts';
import { GRAPH, groupedQuery, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

export const queues: Row = {
  title: 'Queues',
  isCollapsed: true,
  panels: [
    {
      ...GRAPH,
      title: 'Backlog',
      description:
        'Messages that wait, in memory and on disk together. Bad: a backlog that grows or stays. "X queue" belongs to the action X, whose target is down or refuses the connection; the main queue is blocked by an action without its own queue.',
      unit: 'short',
      queries: groupedQuery((scope) => scope.sumBy(named(waiting(scope.selectors, scope.chosenQueue)))),
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Longest wait',
      description:
        'Waiting time of the oldest message, estimated from the messages offered to the queue in the last hour; at most a day. Bad above the line: almost no message leaves the queue.',
      unit: 's',
      queries: groupedQuery((scope) => scope.maxBy(named(waitingTime(scope.selectors, scope.chosenQueue)))),
      threshold: ({ selectors }) => seconds(drainWindow(selectors)),
    },
    {
      ...GRAPH,
      title: 'Messages leaving queues',
      description: ({ selectors }) =>
        `Messages per second that left each queue over ${drainWindow(selectors)}: offered, less discarded, less growth. Bad: 0 while there is a backlog. Bring the target back. This panel needs the generated recording rules.`,
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(
          named(
            divide(
              drained.recorded(scope.selectors, scope.chosenRecordedQueue),
              number(seconds(drainWindow(scope.selectors))),
            ),
          ),
        ),
      ),
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Messages offered to queues',
      description:
        'Messages per second offered to each queue, with those it discards; messages put back after a failure count again. Bad: far more than arrive, since an action fails and retries in a loop. Check the disk and the target.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(rate(offeredToQueues(scope.selectors, scope.chosenQueue), RATE_WINDOW)),
      ),
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Messages on disk',
      description:
        'Messages that did not fit into memory and wait on disk. Bad: a value that only grows, since the disk space of the queue runs out. Bring the target back, or raise queue.maxDiskSpace.',
      unit: 'short',
      queries: groupedQuery((scope) => scope.sumBy(named(waiting(scope.selectors, scope.chosenQueueOnDisk)))),
      isStacked: true,
    },
    {
      ...GRAPH,
      title: 'Fill of queues with a known capacity',
      description:
        'Share of the capacity, on the fullest node. The capacities come from the settings: rsyslog does not report them. Bad above the line: messages will be lost soon. Bring the target back, or enlarge the queue.',
      unit: 'percentunit',
      queries: groupedQuery((scope) => scope.maxBy(named(queueFills.expr(scope.selectors)))),
      threshold: ({ settings }) => queueFills.limit(settings),
      isEnabled: ({ settings }) => Object.keys(settings.queues).length > 0,
    },
    {
      ...GRAPH,
      title: 'Queue was full',
      description:
        'Attempts per second to enqueue into a full queue, or one at the limit of its disk space; one message can count several times. Bad: anything above 0, since senders are held up or messages are lost. See Losses.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(rate(scope.selectors.counter('core.queue', 'full', scope.chosenQueue), RATE_WINDOW)),
      ),
      threshold: () => 0,
    },
    {
      ...GRAPH,
      title: 'Largest backlog since start',
      description:
        'Most messages that a queue has held since the start of rsyslogd, on the worst node. It never falls: a high value may be old. Bad: a value close to the capacity. Enlarge the queue.',
      unit: 'short',
      queries: groupedQuery((scope) => scope.maxBy(scope.selectors.gauge('core.queue', 'maxqsize', scope.chosenQueue))),
    },
  ],
};
