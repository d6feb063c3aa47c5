// A disk-assisted queue that cannot write its spool folder: what it puts there is lost, and no counter shows it.
import {
  aboveZero,
  add,
  and,
  compare,
  increase,
  lastOverTime,
  maxOverTime,
  minOverTime,
  multiply,
  number,
  or,
  unless,
  type Expr,
} from '../../promql/index.ts';
import { duration, seconds } from '../../settings/duration.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { offers, ONLY_IN_MEMORY, ONLY_ON_DISK, perWatchedQueue, sizes } from '../../signals/queue-objects.ts';
import { LOOP_MINIMUM, requeueFactor } from '../../signals/requeues.ts';
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
    return unlessFrozen(selectors, and(offered, or(loses(selectors), loops(selectors)), selectors.queue));
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
    const memory = (size = waiting) => series.queue(QUEUE, { enqueued: series.rising(10), size });
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
          title: 'a loop in which no failure is counted',
          lines: looping(0),
          labels: { queue: QUEUE },
          value: '7',
        },
      ],
      quiet: [
        { title: 'a spool that fills', lines: [...memory(), ...disk(spooled, spooled)] },
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

/**
 * The part on disk is offered messages, and stays empty while others wait. It is offered some each time that memory is nearly full, which may
 * be rare: in a long window that is one loss that goes on, and a short one shows a spool that was in use before.
 */
function loses(selectors: Selectors): Expr {
  const { recent } = selectors;
  const within = (window: string) =>
    and(
      aboveZero(selectors.byQueue(increase(offers(selectors, ONLY_ON_DISK), window))),
      compare(selectors.byQueue(maxOverTime(sizes(selectors, ONLY_ON_DISK), window)), '==', 0),
      selectors.queue,
    );
  const lost = or(within(recent), within(duration(3 * seconds(recent))));
  return and(
    lost,
    aboveZero(perWatchedQueue(selectors, (size) => minOverTime(size, recent), ONLY_IN_MEMORY)),
    selectors.queue,
  );
}

/** A queue with a spool goes round, and no failure of its action explains it. */
function loops(selectors: Selectors): Expr {
  const on = selectors.queue;
  const window = drainWindow(selectors);
  const given = selectors.byQueueOfAction(increase(selectors.counter('core.action', 'processed'), window));
  const allowed = add(multiply(given, number(requeueFactor.limit(selectors.settings))), number(LOOP_MINIMUM));
  const failures = selectors.byQueueOfAction(increase(selectors.counter('core.action', 'failed'), window));
  return unless(
    compare(selectors.byQueue(increase(offers(selectors), window)), '>', allowed, { on }),
    aboveZero(failures),
    on,
  );
}
