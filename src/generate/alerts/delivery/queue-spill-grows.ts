// A disk-assisted queue that has spilled to disk and keeps growing towards its limit.
import { aboveZero, allOf, delta, minOverTime } from '../../promql/index.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { waiting } from '../../signals/queue-drain.ts';
import { ONLY_ON_DISK, sizes } from '../../signals/queue-objects.ts';
import { unlessFrozen } from '../../signals/standstill.ts';
import { type Alert, lostByQueue, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueSpillGrows: Alert = {
  name: 'RsyslogQueueSpillGrows',
  pack: 'delivery',
  severity: 'warning',
  for: '5m',
  expr: (selectors) => {
    const least = selectors.byQueue(minOverTime(sizes(selectors, ONLY_ON_DISK), drainWindow(selectors)));
    // The part on disk grows in jumps, with long pauses while memory fills up again: only both parts together grow steadily.
    const isGrowing = aboveZero(selectors.byQueue(delta(sizes(selectors), selectors.recent)));
    return unlessFrozen(
      selectors,
      allOf([waiting(selectors, ONLY_ON_DISK), aboveZero(least), isGrowing], selectors.queue),
    );
  },
  summary: 'A queue of rsyslog spills to disk and keeps growing',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the queue "${shown.label('queue')}" has ${shown.value('count')} messages on disk and keeps growing. ` +
    `${lostByQueue(shown)} First: compare the room in the spool folder (\`df\`, \`du -sh\`) with \`queue.maxDiskSpace\`; then bring the target back, or make it faster.`,
  runbook: {
    meaning:
      'The queue no longer fits into memory: part of it is on disk, and both parts together keep growing. The part on disk grows in jumps.',
    impact: 'Messages arrive late. They are lost once queue.maxDiskSpace is used up or the disk is full.',
    diagnosis: [
      'See on the dashboard, row Queues, how fast it grows and how long the disk space lasts.',
      'On the node, run `du -sh` on the spool directory, and read in `journalctl -u rsyslog` why the action does not keep up.',
    ],
    mitigation: ['Bring the target back, or make it faster.', 'Raise queue.maxDiskSpace if the disk has room.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, selectors.recent, pending);
    const onDisk = (size: readonly number[]) => series.queue(`${QUEUE}[DA]`, { size });
    const parent = series.queue(QUEUE, { enqueued: series.rising(10), size: series.level(0, 50) });
    const spill = series.rising(0, 10, 0);
    return {
      ...series,
      good: [...parent, ...onDisk(series.level(0))],
      bad: [...parent, ...onDisk(spill)],
      labels: { queue: QUEUE },
      value: String(spill.at(-1)),
      also: [
        {
          title: 'while the part on disk does not grow',
          lines: [...series.queue(QUEUE, { size: spill }), ...onDisk(series.level(0, 100))],
          labels: { queue: QUEUE },
          value: '100',
        },
      ],
      quiet: [
        { title: 'a spill that does not grow', lines: [...parent, ...onDisk(series.level(0, 100))] },
        { title: 'a spill that drains', lines: [...parent, ...onDisk(series.rising(0, -1, 1000))] },
        {
          title: 'a queue that grows in memory only',
          lines: [...series.queue(QUEUE, { size: spill }), ...onDisk(series.level(0))],
        },
      ],
    };
  },
};
