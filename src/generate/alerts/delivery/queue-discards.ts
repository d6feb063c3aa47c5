// Messages that a queue discards. They are lost, and no counter of actions shows them.
import { aboveZero, and, lastOverTime } from '../../promql/index.ts';
import { discarded, discards } from '../../signals/discards.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueDiscards: Alert = {
  name: 'RsyslogQueueDiscards',
  pack: 'delivery',
  severity: 'critical',
  for: '0s',
  expr: (selectors) =>
    and(
      discarded(selectors, (counter) => lastOverTime(counter, discards.window(selectors))),
      aboveZero(discards.expr(selectors)),
      selectors.queue,
    ),
  summary: 'A queue of rsyslog discards messages',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the queue "${shown.label('queue')}" discards messages. Lost so far: ${shown.value('count')} since rsyslogd started. ` +
    'First: see on the dashboard, row Queues, whether the queue still drains; if not, bring the target back: `journalctl -u rsyslog` names what the action cannot reach.',
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
      value: String(Math.round(2 * series.perWindow(20) * series.faulty)),
      quiet: [
        {
          title: 'messages that were discarded long ago',
          lines: series.queue(QUEUE, { enqueued, full: series.level(50), nf: series.level(50) }),
        },
      ],
    };
  },
};
