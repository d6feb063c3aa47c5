// A disk-assisted queue that cannot write its spool folder: what it puts there is lost, and no counter shows it.
import { and, lastOverTime } from '../../promql/index.ts';
import { offers, ONLY_ON_DISK } from '../../signals/queue-objects.ts';
import { LOOP_MINIMUM, requeueFactor } from '../../signals/requeues.ts';
import { losesSpooled } from '../../signals/spool-losses.ts';
import { unlessFrozen } from '../../signals/standstill.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const ACTION = 'rsyslog-relp';
const QUEUE = `${ACTION} queue`;

export const queueSpoolLost: Alert = {
  name: 'RsyslogQueueSpoolLost',
  pack: 'delivery',
  severity: 'critical',
  for: '1m',
  expr: (selectors) => {
    const offered = selectors.byQueue(lastOverTime(offers(selectors, ONLY_ON_DISK), selectors.recent));
    return unlessFrozen(selectors, and(offered, losesSpooled(selectors), selectors.queue));
  },
  summary: 'A queue of rsyslog cannot write its spool folder and loses messages',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the queue "${shown.label('queue')}" spills to disk, but nothing arrives there. ` +
    `Lost so far: up to ${shown.value('count')} messages, all that it has offered to the disk since rsyslogd started. ` +
    'First: on the node, check the folder of `queue.spoolDirectory` or `workDirectory`: that it exists, that rsyslogd may write there, and that the disk has room (`df`). Then bring the target back.',
  runbook: {
    meaning:
      'The target is down, the part of the queue in memory is full enough to spill, and the part on disk is offered messages while it stays empty: the folder is missing, not writable, or its disk is full. rsyslog 8.2302 drops these messages; 8.2610 puts them back in a hot loop.',
    impact: 'All messages that are meant for the disk are lost. No counter of rsyslog shows it.',
    diagnosis: [
      'On the node, find the folder: `queue.spoolDirectory` of the action, or `workDirectory` in global(), in /etc/rsyslog.conf and /etc/rsyslog.d.',
      'Check it: `ls -ld`, `df -h` and `df -i`, and the lines with "queue" in `journalctl -u rsyslog`. Check the sandbox of the unit too (`systemctl show rsyslog -p ReadWritePaths -p ProtectSystem`).',
    ],
    mitigation: [
      'Create the folder or free the disk, then restart rsyslog: it opens the spool only once.',
      'Bring the target back, so that nothing need be spilled.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, selectors.recent, pending);
    const spooled = series.rising(0, 10);
    const waiting = series.level(0, 500);
    const disk = (enqueued: readonly number[], size = series.level(0)) =>
      series.queue(`${QUEUE}[DA]`, { enqueued, size });
    const memory = (size = waiting) => series.queue(QUEUE, { enqueued: series.rising(series.perWindow(100)), size });
    // Per window from the fault on; `other` messages leave otherwise. The part in memory has as many as before.
    const full = ({ offered = 0, stored = 0, other = 0, failed = 0, waiting: inMemory = 500 }) => [
      series.of('core.queue', 'enqueued', QUEUE, series.rising(0, series.perWindow(offered + other))),
      series.of('core.queue', 'size', QUEUE, series.level(inMemory)),
      ...disk(
        series.rising(0, series.perWindow(offered)),
        series.each((index, isFaulty) => 400 + (isFaulty ? series.perWindow(stored) * (index - series.healthy) : 0)),
      ),
      series.action('failed', series.rising(0, series.perWindow(failed)), ACTION),
    ];
    const afterUse = series.each((index, isFaulty) => (isFaulty ? 1 + index : 1));
    // In a long window, which is two short ones: 200 messages are processed.
    const limit = 2 * (100 * requeueFactor.limit(selectors.settings) + LOOP_MINIMUM);
    const looping = (failed: number, offered = 4 * limit) => [
      series.of('core.queue', 'enqueued', QUEUE, series.rising(0, series.perWindow(offered))),
      ...disk(series.level(7)),
      series.action('processed', series.rising(0, series.perWindow(200)), ACTION),
      series.action('failed', series.rising(0, failed), ACTION),
    ];
    return {
      ...series,
      good: [...memory(series.level(0)), ...disk(series.level(0))],
      bad: [...memory(), ...disk(spooled)],
      labels: { queue: QUEUE },
      value: String(spooled.at(-1)),
      also: [
        {
          title: 'messages that are offered now and then',
          lines: [...memory(series.level(500)), ...disk(series.each((_, isFaulty) => (isFaulty ? 10 : 0)))],
          labels: { queue: QUEUE },
          value: '10',
        },
        {
          title: 'a spool that was in use before',
          lines: [...memory(), ...disk(afterUse, series.level(3, 0))],
          labels: { queue: QUEUE },
          value: String(afterUse.at(-1)),
        },
        {
          title: 'a disk that is full',
          lines: full({ offered: 600, stored: 50, other: 100 }),
          labels: { queue: QUEUE },
          value: String(series.rising(0, series.perWindow(600)).at(-1)),
        },
        {
          title: 'a loop in which no failure is counted',
          lines: looping(0),
          labels: { queue: QUEUE },
          value: '7',
        },
      ],
      quiet: [
        { title: 'a spool that fills', lines: [...memory(), ...disk(spooled, spooled)] },
        { title: 'a spool that is one of two ways to the target', lines: full({ offered: 600, other: 600 }) },
        { title: 'a spool that fills while nothing leaves', lines: full({ offered: 600, stored: 600 }) },
        { title: 'a full disk while the action fails', lines: full({ offered: 600, failed: 600 }) },
        { title: 'what a worker holds', lines: full({ offered: 200 }) },
        { title: 'a full disk, and nothing in memory', lines: full({ offered: 600, waiting: 0 }) },
        { title: 'a spool that was used long ago', lines: [...memory(), ...disk(series.level(40))] },
        {
          title: 'a short queue through which all messages go',
          lines: [...memory(series.each((index) => (index % 2) * 500)), ...disk(spooled)],
        },
        { title: 'a loop with failures, as of omfile', lines: looping(10) },
        { title: 'batches that are put back now and then', lines: looping(0, 0.95 * limit) },
        {
          title: 'a queue without a spool',
          lines: looping(0).filter(({ labels }) => labels['name'] !== `${QUEUE}[DA]`),
        },
      ],
    };
  },
};
