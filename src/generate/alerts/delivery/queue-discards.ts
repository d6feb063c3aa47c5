// Messages that a queue discards. They are lost, and no counter of actions shows them.
import { compare } from '../../promql/index.ts';
import { discards } from '../../signals/discards.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueDiscards: Alert = {
  name: 'RsyslogQueueDiscards',
  pack: 'delivery',
  severity: 'critical',
  for: '0s',
  expr: (selectors) => compare(discards.expr(selectors), '>', discards.limit()),
  summary: 'A queue of rsyslog discards messages',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the queue "${shown.label('queue')}" has discarded about ${shown.value('count')} messages in ${discards.window(selectors)}.`,
  runbook: {
    meaning:
      'The queue was full for longer than queue.timeoutEnqueue allows, or queue.discardMark applies. No counter of the action shows these messages.',
    impact: 'These messages are lost.',
    diagnosis: [
      'Compare the backlog on the dashboard, row Queues, with the size of the queue. If the queue is full, find out why it does not drain: see RsyslogQueueNotDraining.',
      'If the backlog is small, queue.discardMark and queue.discardSeverity discard messages by design.',
    ],
    mitigation: [
      'Bring the target back.',
      'Enlarge the queue, or let it spill to disk (queue.fileName, queue.maxDiskSpace), so that it holds the messages of an outage.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, discards.window(selectors), pending);
    const lost = series.rising(0, series.perWindow(20));
    const enqueued = series.rising(10);
    return {
      ...series,
      good: series.queue(QUEUE, { enqueued }),
      bad: series.queue(QUEUE, { enqueued, full: lost, nf: lost }),
      labels: { queue: QUEUE },
      value: '40',
      quiet: [
        {
          title: 'messages that were discarded long ago',
          lines: series.queue(QUEUE, { enqueued, full: series.level(50), nf: series.level(50) }),
        },
      ],
    };
  },
};
