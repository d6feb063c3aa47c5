// A disk-assisted queue that only grows on disk, towards its limit.
import { and, compare, delta, minOverTime } from '../../promql.ts';
import { DRAIN_WINDOW } from '../../recording.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../bench.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueSpillGrows: Alert = {
  name: 'RsyslogQueueSpillGrows',
  pack: 'delivery',
  severity: 'warning',
  for: '5m',
  expr: (q) => {
    const onDisk = q.onDisk('size');
    const window = q.window(DRAIN_WINDOW);
    const on = q.queue;
    const isGrowing = compare(q.byQueue(delta(onDisk, window)), '>', 0);
    return and(and(q.byQueue(onDisk), compare(q.byQueue(minOverTime(onDisk, window)), '>', 0), on), isGrowing, on);
  },
  summary: 'A queue of rsyslog spills to disk and keeps growing',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the queue "${shown.label('queue')}" has ${shown.value('count')} messages on disk, and there are more all the time.`,
  runbook: {
    meaning: 'The queue does not fit into memory any more, and its part on disk has only grown for a while.',
    impact: 'Messages arrive late. When queue.maxDiskSpace is used up, or the disk is full, they are lost.',
    look: [
      'On the dashboard, row Queues: how fast does it grow, how long will the disk space last?',
      'On the node: `du -sh` of the spool directory, and `journalctl -u rsyslog` for the reason why the action does not keep up.',
    ],
    mend: ['Bring the target back, or make it faster.', 'Raise queue.maxDiskSpace if the disk has room.'],
  },
  tests: (q, pending) => {
    const at = new Bench(q, q.window(DRAIN_WINDOW), pending);
    const onDisk = (size: readonly number[]) => at.queue(`${QUEUE}[DA]`, { size });
    const parent = at.queue(QUEUE, { enqueued: at.rising(10), size: at.level(0, 50) });
    const spill = at.rising(0, 10, 0);
    return {
      ...at,
      good: [...parent, ...onDisk(at.level(0))],
      bad: [...parent, ...onDisk(spill)],
      labels: { queue: QUEUE },
      value: String(spill.at(-1)),
      quiet: [
        { title: 'a spill that does not grow', lines: [...parent, ...onDisk(at.level(0, 100))] },
        { title: 'a spill that drains', lines: [...parent, ...onDisk(at.rising(0, -1, 1000))] },
        {
          title: 'a queue that grows in memory only',
          lines: [...at.queue(QUEUE, { size: spill }), ...onDisk(at.level(0))],
        },
      ],
    };
  },
};
