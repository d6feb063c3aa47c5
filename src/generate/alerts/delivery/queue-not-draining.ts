// A backlog that does not drain: the target is down or refuses us while the action retries for ever. No counter of actions shows it.
import { seconds } from '../../settings/duration.ts';
import { aboveZero, allOf, compare, countOverTime, minOverTime, multiply, number } from '../../promql/index.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { backlog, drained } from '../../signals/queue-drain.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueNotDraining: Alert = {
  name: 'RsyslogQueueNotDraining',
  pack: 'delivery',
  severity: 'critical',
  for: '3m',
  expr: (selectors) => {
    const on = selectors.queue;
    const size = selectors.gauge('core.queue', 'size');
    const window = drainWindow(selectors);
    const smallest = selectors.byQueue(minOverTime(size, window));
    const limit = multiply(smallest, number(selectors.settings.thresholds.drainedShare));
    // Until a second report has come every scrape sees the same numbers.
    const isKnown = compare(selectors.mostByQueue(countOverTime(size, window)), '>', samplesOfTwoReports(selectors));
    const isStuck = compare(drained.recorded(selectors), '<=', limit, { on });
    return allOf([backlog.recorded(selectors), aboveZero(smallest), isStuck, isKnown], on);
  },
  summary: 'A queue of rsyslog holds messages and none leave it',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} ${shown.value('count')} messages wait in the queue "${shown.label('queue')}", ` +
    `and next to none have left it for ${drainWindow(selectors)}.`,
  runbook: {
    meaning:
      'A queue had messages in it all the time, and what left it is next to nothing. Messages that left are those offered to the queue, less those discarded, less its growth. The usual cause is a target that is down or refuses us while action.resumeRetryCount is -1: no counter of the action moves then. On the main queue it is an action without a queue of its own that blocks.',
    impact:
      'Nothing is lost yet, but messages arrive late. When the queue is full they are lost, or the programs that log are held up.',
    diagnosis: [
      'The name of the queue tells the action: "X queue" is the queue of action X, "main Q" is the main queue.',
      'On the node: `journalctl -u rsyslog`; can the target be reached (`nc -vz TARGET PORT`)? Is its certificate the expected one?',
      'On the dashboard, row Queues: since when does the backlog grow, and how much room is left?',
    ],
    mitigation: [
      'Bring the target back. The backlog then drains by itself.',
      'If the backlog is on the main queue, give the action a queue of its own.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, drainWindow(selectors), pending);
    const { drainedShare } = selectors.settings.thresholds;
    const size = series.level(0, 1000);
    const youngest = seconds(pending) / selectors.scrapeSeconds + samplesOfTwoReports(selectors);
    const known = series.level(1000).map((value, index, all) => (index < all.length - youngest ? Number.NaN : value));
    const draining = (perWindow: number, name = QUEUE) =>
      series.queue(name, { size, enqueued: series.rising(series.perWindow(perWindow)) });
    return {
      ...series,
      good: series.queue(QUEUE, { enqueued: series.rising(10) }),
      bad: draining(500 * drainedShare),
      labels: { queue: QUEUE },
      value: '1000',
      quiet: [
        {
          title: 'a backlog that only one report has shown',
          lines: series.queue(QUEUE, { size: known, enqueued: known }),
        },
        { title: 'a backlog that drains slowly', lines: draining(5000 * drainedShare) },
        {
          title: 'a queue that drains the same backlog to nothing in between',
          lines: series.queue(QUEUE, { size: size.map((value, index) => (index % 4 === 0 ? 0 : value)) }),
        },
        {
          title: 'a backlog on disk that drains',
          lines: [
            ...series.queue(QUEUE, {
              size: series.level(0, 500),
              enqueued: series.rising(series.perWindow(5000 * drainedShare)),
            }),
            ...series.queue(`${QUEUE}[DA]`, { size: series.level(0, 500) }),
          ],
        },
        {
          title: 'a counter of the same name that belongs to no queue',
          lines: [series.of('imptcp', 'enqueued', 'io-work-q', series.level(5))],
        },
      ],
    };
  },
};

function samplesOfTwoReports(selectors: Selectors): number {
  return Math.ceil((2 * selectors.sampleSeconds) / selectors.scrapeSeconds);
}
