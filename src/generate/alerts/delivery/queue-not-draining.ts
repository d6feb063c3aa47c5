// A backlog that does not drain: the target is down or refuses the connection while the action retries for ever. No counter of actions
// shows it.
import { seconds } from '../../settings/duration.ts';
import { aboveZero, allOf, compare, countOverTime, minOverTime, multiply, number } from '../../promql/index.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { backlog, drained } from '../../signals/queue-drain.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

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
    // Until the second report comes, every scrape sees the same numbers.
    const isKnown = compare(selectors.mostByQueue(countOverTime(size, window)), '>', samplesOfTwoReports(selectors));
    const isStuck = compare(drained.recorded(selectors), '<=', limit, { on });
    return allOf([backlog.recorded(selectors), aboveZero(smallest), isStuck, isKnown], on);
  },
  summary: 'A queue of rsyslog holds messages and does not drain',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} ${shown.value('count')} messages wait in the queue "${shown.label('queue')}", ` +
    `and almost none has left it for ${drainWindow(selectors)}.`,
  runbook: {
    meaning:
      'The queue was never empty, and almost no message left it. Messages that left are those offered to the queue, less those discarded, less its growth. The usual cause is a target that is down or refuses the connection while action.resumeRetryCount is -1: no counter of the action rises then. The main queue stops draining when an action without its own queue blocks.',
    impact:
      'No message is lost yet, but messages arrive late. A full queue loses messages or holds up the programs that log.',
    diagnosis: [
      'Find the action by the name of the queue: "X queue" belongs to action X, "main Q" is the main queue.',
      'On the node, read `journalctl -u rsyslog`, and check that the target is reachable (`nc -vz TARGET PORT`) and has the expected certificate.',
      'See on the dashboard, row Queues, since when the backlog grows and how much room is left.',
    ],
    mitigation: [
      'Bring the target back. The backlog then drains.',
      'If the main queue has the backlog, give the action its own queue.',
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
          title: 'a backlog in one report only',
          lines: series.queue(QUEUE, { size: known, enqueued: known }),
        },
        { title: 'a backlog that drains slowly', lines: draining(5000 * drainedShare) },
        {
          title: 'a queue that is empty in between',
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
          title: 'a counter of the same name that is not of a queue',
          lines: [series.of('imptcp', 'enqueued', 'io-work-q', series.level(5))],
        },
      ],
    };
  },
};

function samplesOfTwoReports(selectors: Selectors): number {
  return Math.ceil((2 * selectors.sampleSeconds) / selectors.scrapeSeconds);
}
