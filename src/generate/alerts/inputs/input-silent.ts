// An input that used to receive messages and receives none while others of the node do, judged by its own past.
import { seconds } from '../../settings/duration.ts';
import { and, changes, compare, countOverTime, increase, multiply, number, sum } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

/** An input is active when it had messages in this share of the reports, and in at least so many of them. */
const ACTIVE_SHARE = 0.5;
const ACTIVE_AT_LEAST = 8;

export const inputSilent: Alert = {
  name: 'RsyslogInputSilent',
  pack: 'inputs',
  severity: 'warning',
  for: '5m',
  expr: (selectors) => {
    const { silentFor, silentLookback } = selectors.settings.thresholds;
    const window = selectors.window(silentFor);
    const on = [...selectors.node, 'name', 'origin'];
    const earlier = { window: silentLookback, offset: window };
    const active = sum(changes(selectors.submitted(), earlier), on);
    const samples = multiply(sum(countOverTime(selectors.submitted(), earlier), on), number(activeShare(selectors)));
    const isSilent = compare(sum(increase(selectors.submitted(), window), on), '==', 0);
    const wasActive = and(compare(active, '>=', ACTIVE_AT_LEAST), compare(active, '>=', samples), on);
    const othersContinue = compare(selectors.byNode(increase(selectors.submitted(), window)), '>', 0);
    return and(and(wasActive, isSilent, on), othersContinue, selectors.node);
  },
  summary: 'An input of rsyslog has become silent',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the input "${shown.label('name')}" has had no message for ${selectors.window(selectors.settings.thresholds.silentFor)}, ` +
    `after messages in ${shown.value('count')} samples of the ${selectors.settings.thresholds.silentLookback} before. Other inputs continue.`,
  runbook: {
    meaning:
      'The input had messages in most reports of the last hours and has none now, while other inputs of the node do. The socket of the journal may be lost, or the sender may be gone.',
    impact: 'Messages of this source are not forwarded and may be lost there.',
    diagnosis: [
      'For imuxsock, run `systemctl status systemd-journald syslog.socket` on the node, and check that `logger test` raises the counter.',
      'For network inputs, check that the port is open (`ss -lntu`) and that the sender still sends.',
    ],
    mitigation: [
      'Restart rsyslog, so that it opens its sockets again.',
      'Do nothing if the source was switched off: the alert resolves.',
    ],
  },
  tests: (selectors, pending) => {
    const { silentFor, silentLookback } = selectors.settings.thresholds;
    const window = selectors.window(silentFor);
    // Messages in every third report, and often enough to be active.
    const spacing = Math.ceil((3 * selectors.sampleSeconds) / selectors.scrapeSeconds);
    const healthy = Math.max(20 + (2 * seconds(pending)) / selectors.scrapeSeconds, (ACTIVE_AT_LEAST + 2) * spacing);
    const series = new AlertFixture(selectors, window, pending, healthy);
    const other = series.of('imudp', 'submitted', 'imudp(*/514/IPv4)', series.rising(3));
    const input = (values: readonly number[]) => series.of('imuxsock', 'submitted', 'imuxsock', values);
    const rarely = series.level(0).map((_, index) => Math.floor(Math.min(index, series.healthy) / spacing));
    const fewTimes = series
      .level(0)
      .map((_, index) => (index < series.healthy - 7 ? Number.NaN : Math.min(7, index - series.healthy + 7)));
    return {
      ...series,
      good: [input(series.rising(2)), other],
      bad: [input(series.rising(2, 0)), other],
      labels: { name: 'imuxsock', origin: 'imuxsock' },
      value: String(activeBefore(selectors, series, window, silentLookback)),
      also: [
        {
          title: 'an input that is not the local socket',
          lines: [input(series.rising(2)), { ...other, values: series.rising(3, 0) }],
          labels: { name: 'imudp(*/514/IPv4)', origin: 'imudp' },
        },
      ],
      quiet: [
        { title: 'an input that rarely has messages', lines: [input(rarely), other] },
        {
          title: 'all inputs are silent',
          lines: [input(series.rising(2, 0)), { ...other, values: series.rising(3, 0) }],
        },
        { title: 'an input that had messages a few times only', lines: [input(fewTimes), other] },
        {
          title: 'an output with a counter of the same name',
          lines: [series.of('omkafka', 'submitted', 'omkafka', series.rising(2, 0)), other],
        },
      ],
    };
  },
};

/** Prometheus sees a report several times when it scrapes more often than rsyslog reports. */
function activeShare(selectors: Selectors): number {
  return ACTIVE_SHARE * Math.min(1, selectors.scrapeSeconds / selectors.sampleSeconds);
}

/** Rises within the window before the silent one, seen from the last sample. */
function activeBefore(selectors: Selectors, series: AlertFixture, silent: string, lookback: string): number {
  const end = series.healthy + series.faulty - 1 - seconds(silent) / selectors.scrapeSeconds;
  const start = Math.max(0, end - seconds(lookback) / selectors.scrapeSeconds);
  return Math.min(series.healthy - 1, Math.floor(end)) - Math.ceil(start);
}
