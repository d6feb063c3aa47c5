// Messages that a queue threw away. They are lost, and no counter of actions shows them.
import { compare } from '../../promql/expr.ts';
import { DRAIN_WINDOW } from '../../rules/recording.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueDiscards: Alert = {
  name: 'RsyslogQueueDiscards',
  pack: 'delivery',
  severity: 'critical',
  for: '0s',
  expr: (q) => compare(q.discarded(q.window(DRAIN_WINDOW)), '>', 0),
  summary: 'A queue of rsyslog throws messages away',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the queue "${shown.label('queue')}" has thrown away about ${shown.value('count')} messages in ${q.window(DRAIN_WINDOW)}.`,
  runbook: {
    meaning:
      'The queue was full for longer than queue.timeoutEnqueue allows, or queue.discardMark applies. No counter of the action shows these messages.',
    impact: 'These messages are lost.',
    look: [
      'On the dashboard, row Queues: is the backlog at the size of the queue? Then what keeps it from draining is the cause: see RsyslogQueueNotDraining.',
      'If the backlog is small, queue.discardMark and queue.discardSeverity throw messages away by design.',
    ],
    mend: [
      'Bring the target back.',
      'Make the queue larger, or let it spill to disk (queue.fileName, queue.maxDiskSpace), so that it lasts through the outages you want to survive.',
    ],
  },
  tests: (q, pending) => {
    const at = new Bench(q, q.window(DRAIN_WINDOW), pending);
    const lost = at.rising(0, at.perWindow(20));
    const enqueued = at.rising(10);
    return {
      ...at,
      good: at.queue(QUEUE, { enqueued }),
      bad: at.queue(QUEUE, { enqueued, full: lost, nf: lost }),
      labels: { queue: QUEUE },
      value: '40',
      quiet: [
        {
          title: 'messages that were discarded long ago',
          lines: at.queue(QUEUE, { enqueued, full: at.level(50), nf: at.level(50) }),
        },
      ],
    };
  },
};
