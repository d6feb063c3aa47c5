// A backlog that drains, but grows: the target or the way to it is slower than what arrives.
import {
  aboveZero,
  allOf,
  and,
  avgOverTime,
  compare,
  increase,
  lastOverTime,
  minOverTime,
  multiply,
  number,
  or,
  subtract,
} from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { duration, seconds } from '../../settings/duration.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { drainedWithin } from '../../signals/queue-drain.ts';
import { offers, ONLY_IN_MEMORY, perWatchedQueue, watched } from '../../signals/queue-objects.ts';
import { unlessFrozen } from '../../signals/standstill.ts';
import { type Alert, lostByQueue, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueDrainsTooSlowly: Alert = {
  name: 'RsyslogQueueDrainsTooSlowly',
  pack: 'delivery',
  severity: 'warning',
  for: '5m',
  expr: (selectors) => {
    const on = selectors.queue;
    const { recent } = selectors;
    const short = drainWindow(selectors);
    const { growthShare } = selectors.settings.thresholds;
    const waiting = perWatchedQueue(selectors, (size) => lastOverTime(size, recent));
    const before = perWatchedQueue(selectors, (size) => lastOverTime(size, { window: recent, offset: recent }));
    const isNeverEmpty = aboveZero(perWatchedQueue(selectors, (size) => minOverTime(size, recent)));
    const sendable = multiply(
      drainedWithin(selectors, recent, watched(selectors)),
      number(windowsInDrainTime(selectors)),
    );
    const growth = subtract(
      perWatchedQueue(selectors, (size) => avgOverTime(size, short)),
      perWatchedQueue(selectors, (size) => avgOverTime(size, { window: short, offset: short })),
      { on },
    );
    const offered = selectors.byQueue(increase(offers(selectors, ONLY_IN_MEMORY), short));
    const grows = compare(growth, '>', multiply(offered, number(growthShare)), { on });
    const goesOn = and(compare(waiting, '>=', before, { on }), selectors.firing('RsyslogQueueDrainsTooSlowly'), on);
    return unlessFrozen(
      selectors,
      allOf([compare(waiting, '>', sendable, { on }), isNeverEmpty, or(grows, goesOn)], on),
    );
  },
  summary: 'A queue of rsyslog drains more slowly than it fills',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} ${shown.value('count')} messages wait in the queue "${shown.label('queue')}": more than it sends in ${selectors.settings.thresholds.drainTime}, and it keeps growing. ` +
    `${lostByQueue(shown)} First: check whether the log server is slow or the link thin or lossy (\`ss -ti dst TARGET\` on the node: retransmissions, send queue), and whether other nodes have the same.`,
  runbook: {
    meaning:
      'Messages leave the queue, but at the present pace its backlog needs longer than the setting drainTime, and it grew by more than growthShare of what was offered.',
    impact: 'Messages arrive later and later. When the queue is full they are lost or hold up the programs that log.',
    diagnosis: [
      'See on the dashboard, row Queues, whether one node or all of them have it: all means the log server or its network.',
      'On the node, run `ss -ti dst TARGET`: many retransmissions mean a lossy link, a full send queue means a slow receiver. The target is in the action of /etc/rsyslog.d (`target`, `port`), or in the RsyslogRelpConfig that makes it (`spec.target`, `spec.port`).',
    ],
    mitigation: [
      'Make the log server or the link faster, or send less: filter what is forwarded.',
      'Enlarge the queue, so that it lasts until the traffic falls.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(
      selectors,
      selectors.recent,
      pending,
      6 + (2 * seconds(selectors.recent)) / selectors.scrapeSeconds,
    );
    const { growthShare } = selectors.settings.thresholds;
    // In a short window 1000 messages are offered; as many leave as the queue does not keep.
    const offered = series.rising(series.perWindow(2000));
    const kept = (share: number, start = 100_000) =>
      series.rising(0, series.perWindow(2000 * share)).map((value) => value + start);
    const shareAbove = Math.min(1, 2 * growthShare);
    const sent = 2000 * (1 - shareAbove) * windowsInDrainTime(selectors);
    const backlog = kept(shareAbove, Math.ceil(2 * sent));
    const long = new AlertFixture(selectors, duration(3 * seconds(selectors.recent)), pending, series.healthy);
    const plateau = seconds(selectors.recent) / selectors.scrapeSeconds + seconds(pending) / selectors.scrapeSeconds;
    const grown = long.each((index, isFaulty) =>
      isFaulty ? Math.ceil(3 * sent) + Math.min(index - long.healthy, plateau) * long.perWindow(6000 * shareAbove) : 0,
    );
    const flow = (size: readonly number[], name = QUEUE) => series.queue(name, { enqueued: offered, size });
    return {
      ...series,
      good: series.queue(QUEUE, { enqueued: offered }),
      bad: flow(backlog),
      labels: { queue: QUEUE },
      value: (backlog.at(-1) as number).toFixed(0),
      also: [
        {
          title: 'a backlog that has grown and stays',
          lines: long.queue(QUEUE, {
            enqueued: long.rising(long.perWindow(6000)),
            size: grown,
          }),
          labels: { queue: QUEUE },
          value: (grown.at(-1) as number).toFixed(0),
        },
      ],
      quiet: [
        { title: 'a backlog that hardly grows', lines: flow(kept(growthShare / 2)) },
        // With long intervals a backlog that grows through a window is always more than is sent in the time.
        ...(windowsInDrainTime(selectors) < 1
          ? []
          : [{ title: 'a backlog that is sent in little time', lines: flow(kept(shareAbove, 200)) }]),
        {
          title: 'a queue that is empty in between',
          lines: flow(backlog.map((value, index) => (index % 4 === 0 ? 0 : value))),
        },
        {
          title: 'a backlog that falls',
          lines: flow(series.rising(0, -series.perWindow(200)).map((value) => value + 100_000)),
        },
      ],
    };
  },
};

/** The setting drainTime in windows. */
const windowsInDrainTime = (selectors: Selectors): number =>
  seconds(selectors.settings.thresholds.drainTime) / seconds(selectors.recent);
