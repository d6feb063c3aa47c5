// A disabled action: messages arrive, the action that used to take some takes none, and no counter of failures rises.
import { aboveZero, and, changes, compare, countOverTime, increase, max, or, unless } from '../../promql/index.ts';
import { arrivals } from '../../signals/queue-objects.ts';
import { forwardsRegularly, isDayLong, leastChanges, speaksRegularly, takenWindow } from '../../signals/regular.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { habitsThatEnd } from '../../timelines/habits.ts';
import { duration, seconds } from '../../settings/duration.ts';

/** The counter begins again, and rises. */
const CHANGES_OF_A_START = 2;

export const actionTakesNothing: Alert = {
  name: 'RsyslogActionTakesNothing',
  pack: 'delivery',
  severity: 'warning',
  for: '2m',
  expr: (selectors) => {
    const on = selectors.node;
    const window = takenWindow(selectors);
    const submitted = increase(selectors.submitted(), window);
    // Some inputs have no counter: their messages show in the main queue only.
    const arrived = or(
      aboveZero(selectors.byNode(submitted)),
      aboveZero(selectors.byNode(increase(arrivals(selectors), window))),
    );
    const processed = selectors.action('processed');
    // The last value of a series that has ended stays the same for as many scrapes as saw it: that is no silence.
    const lastReport = Math.ceil(selectors.sampleSeconds / selectors.scrapeSeconds) + 1;
    const goesOn = compare(max(countOverTime(processed, window), on), '>', lastReport);
    const none = compare(max(increase(processed, window), on), '==', 0);
    // Each start of rsyslogd gives a refused action what waited, at once: that is no end.
    const fires = selectors.firing('RsyslogActionTakesNothing');
    const onceOnly = and(compare(max(changes(processed, window), on), '<=', CHANGES_OF_A_START), fires, on);
    const takesNothing = and(or(none, onceOnly, on), goesOn, on);
    // An input that has fallen silent explains why nothing is forwarded.
    const silentInput = and(
      speaksRegularly.recorded(selectors),
      compare(selectors.byNode(submitted, 'name', 'origin'), '==', 0),
      selectors.object,
    );
    const isExpected = or(unless(forwardsRegularly.recorded(selectors), silentInput, on), fires);
    return and(and(arrived, takesNothing, on), isExpected, on);
  },
  summary: 'Messages arrive, but the action that forwards them takes none',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the action "${selectors.settings.action}", which used to take messages all the time, has taken none for ${takenWindow(selectors)}. ` +
    `Lost so far: no counter has the number; up to ${shown.value('count')} that arrived in ${takenWindow(selectors)}, and those before, are lost or wait in a queue. ` +
    'First: `journalctl -u rsyslog` on the node shows whether the target refuses it (certificate, name, "disabled"); if not, check whether another action holds up the queue, or a filter was changed.',
  runbook: {
    meaning:
      'Inputs receive messages, the action took some in most reports of the last day and of the last two hours, and takes none now. A disabled action (the target refused the certificate or the name) takes nothing, and no counter of failures rises.',
    impact: 'Messages are lost, or wait in the main queue.',
    diagnosis: [
      'On the node, search `journalctl -u rsyslog` for authentication, certificate or "disabled". Target and certificates are in the action of /etc/rsyslog.d (`target`, `tls.caCert`, `tls.permittedPeer`), or in the RsyslogRelpConfig that makes it (`spec.target`, `spec.tls`).',
      'Check whether a filter or the path of imfile was changed so that nothing is forwarded any more.',
      'See on the dashboard, row Queues, whether messages wait in the main queue: another action may block it.',
    ],
    mitigation: [
      'Correct the certificate, the permitted peer or the target, then restart rsyslog: a disabled action stays disabled until then.',
    ],
  },
  tests: (selectors, pending) => {
    const window = takenWindow(selectors);
    // The habit is judged by as many reports as the silence of an input has.
    const habit =
      2 * Math.ceil(seconds(selectors.window(selectors.settings.thresholds.silentFor)) / selectors.scrapeSeconds);
    const series = new AlertFixture(selectors, window, pending, habit + 4);
    const long = new AlertFixture(selectors, duration(4 * seconds(window)), pending, habit + 4);
    const habits = isDayLong(selectors) ? habitsThatEnd(selectors, window, pending) : [];
    const perSample = selectors.sampleSeconds / selectors.scrapeSeconds;
    const few = leastChanges(selectors) - 1;
    const fewTimes = series.each((index) =>
      index < series.healthy - few * perSample
        ? Number.NaN
        : Math.min(few, Math.floor((index - series.healthy) / perSample + few)),
    );
    const input = series.of('imuxsock', 'submitted', 'imuxsock', series.rising(series.perWindow(1000)));
    const main = (after: number) =>
      series.of('core.queue', 'enqueued', 'main Q', series.rising(series.perWindow(1000), series.perWindow(after)));
    const taking = (before: number, after: number) =>
      series.action('processed', series.rising(series.perWindow(before), series.perWindow(after)));
    const last = series.healthy + series.faulty - 1;
    const rare = Math.ceil((0.6 * seconds(window)) / selectors.scrapeSeconds);
    const spacing = Math.ceil((3 * selectors.sampleSeconds) / selectors.scrapeSeconds);
    const rarely = series.action(
      'processed',
      series.each((index) => Math.floor(Math.min(index, series.healthy) / spacing)),
    );
    return {
      ...series,
      good: [input, taking(100, 100)],
      bad: [input, taking(100, 0)],
      labels: {},
      value: '1000',
      also: [
        { title: 'an input without a counter', lines: [main(1000), taking(100, 0)], labels: {} },
        {
          title: 'a restart in which it takes what waited',
          lines: [
            long.of('imuxsock', 'submitted', 'imuxsock', long.rising(series.perWindow(1000))),
            long.action(
              'processed',
              long.each((index, isFaulty) => {
                const sinceStart = index - (long.healthy + long.faulty - 1 - 4 * perSample);
                if (isFaulty && sinceStart >= 0) return sinceStart < perSample ? 3 : 7;
                return 10 * Math.min(index, long.healthy);
              }),
            ),
          ],
          labels: {},
        },
        {
          title: 'for longer than the action was seen to take messages',
          lines: [
            long.of('imuxsock', 'submitted', 'imuxsock', long.rising(series.perWindow(1000))),
            long.action('processed', long.rising(10, 0)),
          ],
          labels: {},
        },
      ],
      quiet: [
        {
          title: 'the action took messages a few times only',
          lines: [input, series.action('processed', fewTimes)],
        },
        {
          title: 'too few samples to judge by',
          lines: [
            input,
            series.action(
              'processed',
              series.each((index, isFaulty) =>
                isFaulty && (last - index) % rare !== 0 ? Number.NaN : 10 * Math.min(index, series.healthy),
              ),
            ),
          ],
        },
        { title: 'the action takes less than before', lines: [input, taking(100, 1)] },
        { title: 'the action rarely takes anything', lines: [input, rarely] },
        {
          title: 'the action has never taken anything, as on a node whose messages are all local',
          lines: [input, taking(0, 0)],
        },
        { title: 'no message arrives', lines: [main(0), taking(100, 0)] },
        {
          title: 'a regular input is silent, and another one continues',
          lines: [
            series.of('imuxsock', 'submitted', 'imuxsock', series.rising(series.perWindow(1000), 0)),
            series.of('imudp', 'submitted', 'imudp(*/514/IPv4)', series.rising(series.perWindow(1000))),
            taking(100, 0),
          ],
        },
        {
          title: 'an output with a counter of the same name continues',
          lines: [series.of('omkafka', 'submitted', 'omkafka', series.rising(series.perWindow(1000))), taking(100, 0)],
        },
        {
          title: 'only statistics and queues of actions continue',
          lines: [
            ...[...selectors.settings.statisticsQueues, 'rsyslog-relp queue', 'main Q[DA]'].map((name) =>
              series.of('core.queue', 'enqueued', name, series.rising(10)),
            ),
            taking(100, 0),
          ],
        },
      ],
      history: habits.map(({ title, values }) => ({
        title,
        lines: [
          series.action('processed', values),
          series.of(
            'imuxsock',
            'submitted',
            'imuxsock',
            values.map((_, index) => 10 * index),
          ),
        ],
      })),
    };
  },
};
