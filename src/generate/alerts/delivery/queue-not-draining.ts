// A backlog that does not drain: the target is down, or refuses the connection while the action retries for ever. No counter shows it.
import { and, anyOf, compare, countOverTime, lastOverTime, unless } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { duration, seconds } from '../../settings/duration.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { drained, drainedWithin } from '../../signals/queue-drain.ts';
import { sizes, watched } from '../../signals/queue-objects.ts';
import { isStuck, isStuckBeforeSpool } from '../../signals/queue-stuck.ts';
import { unlessFrozen } from '../../signals/standstill.ts';
import { type Alert, lostByQueue, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const QUEUE = 'rsyslog-relp queue';

export const queueNotDraining: Alert = {
  name: 'RsyslogQueueNotDraining',
  pack: 'delivery',
  severity: 'critical',
  for: '3m',
  expr: (selectors) => {
    const on = selectors.queue;
    const size = sizes(selectors, watched(selectors));
    const window = drainWindow(selectors);
    const begins = anyOf([
      unless(
        isStuck(selectors, window, drained.recorded(selectors)),
        selectors.firing('RsyslogQueueDrainsTooSlowly'),
        on,
      ),
      isStuckBeforeSpool(selectors, window),
    ]);
    // Until the second report comes, every scrape sees the same numbers.
    const isKnown = compare(selectors.mostByQueue(countOverTime(size, window)), '>', twoReports(selectors));
    // A gap in the scrapes leaves too few samples in the short window.
    const goesOn = and(
      isStuck(selectors, selectors.recent, drainedWithin(selectors, selectors.recent, watched(selectors))),
      selectors.firing('RsyslogQueueNotDraining', 'RsyslogQueueDrainsTooSlowly'),
      on,
    );
    const waiting = selectors.byQueue(lastOverTime(size, selectors.recent));
    return unlessFrozen(selectors, and(waiting, anyOf([and(begins, isKnown, on), goesOn]), on));
  },
  summary: 'A queue of rsyslog holds messages and does not drain',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} ${shown.value('count')} messages wait in the queue "${shown.label('queue')}", ` +
    `and almost none has left it for ${drainWindow(selectors)}. ${lostByQueue(shown)} ` +
    'First: on the node, `journalctl -u rsyslog` names the action that cannot send and why; then try its target from there (`nc -vz TARGET PORT`).',
  runbook: {
    meaning:
      'The queue was never empty, and almost no message left it. Messages that left are those offered to the queue, less those discarded, less its growth. The usual cause is a target that is down or refuses the connection while action.resumeRetryCount is -1: no counter of the action rises then. The main queue stops draining when an action without its own queue blocks.',
    impact:
      'Messages arrive late. A full queue loses messages or holds up the programs that log. RELP has up to 128 messages on the way (windowSize): a target that never acknowledges shows only when they are used up.',
    diagnosis: [
      'Find the action by the name of the queue: "X queue" belongs to action X, "main Q" is the main queue.',
      'On the node, read `journalctl -u rsyslog`, and check that the target is reachable (`nc -vz TARGET PORT`) and has the expected certificate. The target is in the action of /etc/rsyslog.d (`target`, `port`), or in the RsyslogRelpConfig that makes it (`spec.target`, `spec.port`).',
      'See on the dashboard, row Queues, since when the backlog grows and how much room is left.',
    ],
    mitigation: [
      'Bring the target back. The backlog then drains.',
      'If the main queue has the backlog, give the action its own queue.',
      'If the queue waits by design (queue.dequeueTimeBegin), add it to the setting waitingQueues.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, drainWindow(selectors), pending);
    const { drainedShare } = selectors.settings.thresholds;
    const size = series.level(0, 1000);
    const youngest = seconds(pending) / selectors.scrapeSeconds + twoReports(selectors);
    const known = series.level(1000).map((value, index, all) => (index < all.length - youngest ? Number.NaN : value));
    const draining = (perWindow: number, name = QUEUE) =>
      series.queue(name, { size, enqueued: series.rising(series.perWindow(perWindow)) });
    // Of what leaves the part in memory, 100 messages in a window go to the spool, 100 are discarded, and the rest is sent.
    const growing = series.each((index, isFaulty) =>
      isFaulty ? 1000 + (index - series.healthy) * series.perWindow(50) : 0,
    );
    const spooling = (sent: number) => [
      ...series.queue(QUEUE, {
        size: growing,
        enqueued: series.rising(series.perWindow(sent + 250)),
        full: series.rising(0, series.perWindow(50)),
        nf: series.rising(0, series.perWindow(50)),
      }),
      ...series.queue(`${QUEUE}[DA]`, { enqueued: series.rising(series.perWindow(100)) }),
    ];
    const long = new AlertFixture(selectors, duration(4 * seconds(selectors.recent)), pending, series.healthy);
    const stuck = long.queue(QUEUE, {
      size: long.level(0, 1000),
      enqueued: long.rising(long.perWindow(3200 * drainedShare)),
    });
    const end = long.healthy + long.faulty - 1;
    const perShort = seconds(drainWindow(selectors)) / selectors.scrapeSeconds;
    // The first sample after the gap is alone in the short window.
    const gap = [end - Math.ceil(1.2 * perShort), end - 1] as const;
    const drainsFrom = end - 3 * perShort;
    const still = series.level(900);
    const usage = (user: readonly number[], system: readonly number[], switches: readonly number[]) => [
      series.usage('utime', user),
      series.usage('stime', system),
      series.usage('nvcsw', switches),
    ];
    return {
      ...series,
      good: series.queue(QUEUE, { enqueued: series.rising(10) }),
      bad: draining(500 * drainedShare),
      labels: { queue: QUEUE },
      value: '1000',
      also: [
        {
          title: 'after the queue has discarded messages',
          lines: series.queue(QUEUE, {
            size,
            enqueued: series.rising(series.perWindow(500)),
            full: series.rising(0, series.perWindow(300)),
            nf: series.rising(0, series.perWindow(200)),
          }),
          labels: { queue: QUEUE },
          recorded: String(Math.round(series.perWindow(500) * series.faulty)),
        },
        {
          title: 'a spool that takes all and keeps nothing',
          lines: spooling(20 + 500 * drainedShare),
          labels: { queue: QUEUE },
          value: growing.at(-1)?.toFixed(0) ?? '',
          recorded: String(Math.round(series.perWindow(100) * series.faulty)),
        },
        {
          title: 'reports that cost too little to be seen in CPU time',
          lines: [...draining(500 * drainedShare), ...usage(still, still, series.rising(5))],
          labels: { queue: QUEUE },
        },
        {
          title: 'a gap in the scrapes, while it goes on',
          lines: stuck.map((line) => Object.assign({}, line, { values: line.values.map(unlessIn(gap)) })),
          labels: { queue: QUEUE },
        },
        {
          title: 'nothing leaves any more, after the queue drained too slowly',
          lines: [
            ...long.queue(QUEUE, { size: long.level(0, 1000) }),
            long.firing('RsyslogQueueDrainsTooSlowly', { queue: QUEUE }, long.level(0, 1)),
          ],
          labels: { queue: QUEUE },
        },
      ],
      quiet: [
        { title: 'a spool that takes a part, while the rest is sent', lines: spooling(20 + 5000 * drainedShare) },
        {
          title: 'a backlog that begins to drain',
          lines: long.queue(QUEUE, {
            size: long.level(0, 1000),
            enqueued: long.each((index) => Math.max(0, index - drainsFrom) * long.perWindow(32_000 * drainedShare)),
          }),
        },
        {
          title: 'a queue that drained too slowly until now',
          lines: [...draining(0), series.firing('RsyslogQueueDrainsTooSlowly', { queue: QUEUE }, series.level(0, 1))],
        },
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
        { title: 'old statistics', lines: [...draining(0), ...usage(still, still, still)] },
        {
          title: 'old statistics of an exporter without context switches',
          lines: [...draining(0), ...usage(still, still, [])],
        },
        ...selectors.settings.statisticsQueues.map((name) => ({
          title: `the queue ${name} of the statistics`,
          lines: [...draining(0, name), ...series.queue(`${name}[DA]`, { size })],
        })),
      ],
    };
  },
};

const twoReports = ({ sampleSeconds, scrapeSeconds }: Selectors) => Math.ceil((2 * sampleSeconds) / scrapeSeconds);

const unlessIn =
  ([from, to]: readonly [number, number]) =>
  (value: number, index: number): number =>
    index >= from && index <= to ? Number.NaN : value;
