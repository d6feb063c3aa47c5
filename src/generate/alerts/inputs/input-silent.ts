// An input that used to speak and is silent while others go on, judged by its own past.
import { seconds } from '../../settings/duration.ts';
import { and, changes, compare, countOverTime, increase, multiply, number, sum } from '../../promql/expr.ts';
import type { Queries } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

/** An input counts as one that speaks when it did so in half of the reports, and in at least so many of them. */
const SPOKEN_SHARE = 0.5;
const SPOKEN_AT_LEAST = 8;

export const inputSilent: Alert = {
  name: 'RsyslogInputSilent',
  pack: 'inputs',
  severity: 'warning',
  for: '5m',
  expr: (q) => {
    const { silentFor, silentLookback } = q.settings.thresholds;
    const window = q.window(silentFor);
    const on = [...q.node, 'name', 'origin'];
    const earlier = { window: silentLookback, offset: window };
    const spoke = sum(changes(q.submitted(), earlier), on);
    const samples = multiply(sum(countOverTime(q.submitted(), earlier), on), number(spokenShare(q)));
    const isSilent = compare(sum(increase(q.submitted(), window), on), '==', 0);
    const usedToSpeak = and(compare(spoke, '>=', SPOKEN_AT_LEAST), compare(spoke, '>=', samples), on);
    const othersGoOn = compare(q.byNode(increase(q.submitted(), window)), '>', 0);
    return and(and(usedToSpeak, isSilent, on), othersGoOn, q.node);
  },
  summary: 'An input of rsyslog has fallen silent',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the input "${shown.label('name')}" has had no message for ${q.window(q.settings.thresholds.silentFor)}, ` +
    `after some in ${shown.value('count')} samples of the ${q.settings.thresholds.silentLookback} before. Other inputs go on.`,
  runbook: {
    meaning:
      'The input had messages in most reports of the last hours and has none now, while other inputs of the node do. The socket to the journal may be lost, or the sender may be gone.',
    impact: 'Messages from this source are not forwarded, and may be lost at the source.',
    look: [
      'On the node, for imuxsock: does `systemctl status systemd-journald syslog.socket` look well? Does `logger test` raise the counter?',
      'For network inputs: is the port open (`ss -lntu`), does the sender still send?',
    ],
    mend: [
      'Restart rsyslog, so that it opens its sockets again.',
      'If the source was switched off, the alert ends by itself.',
    ],
  },
  tests: (q, pending) => {
    const { silentFor, silentLookback } = q.settings.thresholds;
    const window = q.window(silentFor);
    // Speaks in every third report, and often enough to count as one that speaks.
    const spacing = Math.ceil((3 * q.sampleSeconds) / q.scrapeSeconds);
    const healthy = Math.max(20 + (2 * seconds(pending)) / q.scrapeSeconds, (SPOKEN_AT_LEAST + 2) * spacing);
    const at = new Bench(q, window, pending, healthy);
    const other = at.of('imudp', 'submitted', 'imudp(*/514/IPv4)', at.rising(3));
    const input = (values: readonly number[]) => at.of('imuxsock', 'submitted', 'imuxsock', values);
    const rarely = at.level(0).map((_, index) => Math.floor(Math.min(index, at.healthy) / spacing));
    const fewTimes = at
      .level(0)
      .map((_, index) => (index < at.healthy - 7 ? Number.NaN : Math.min(7, index - at.healthy + 7)));
    return {
      ...at,
      good: [input(at.rising(2)), other],
      bad: [input(at.rising(2, 0)), other],
      labels: { name: 'imuxsock', origin: 'imuxsock' },
      value: String(spokenBefore(q, at, window, silentLookback)),
      also: [
        {
          title: 'another input than the local socket',
          lines: [input(at.rising(2)), { ...other, values: at.rising(3, 0) }],
          labels: { name: 'imudp(*/514/IPv4)', origin: 'imudp' },
        },
      ],
      quiet: [
        { title: 'an input that speaks rarely', lines: [input(rarely), other] },
        { title: 'all inputs are silent', lines: [input(at.rising(2, 0)), { ...other, values: at.rising(3, 0) }] },
        { title: 'an input that has spoken a few times only', lines: [input(fewTimes), other] },
        {
          title: 'an output with a counter of the same name',
          lines: [at.of('omkafka', 'submitted', 'omkafka', at.rising(2, 0)), other],
        },
      ],
    };
  },
};

/** Prometheus sees a report several times when it scrapes more often than rsyslog reports. */
function spokenShare(q: Queries): number {
  return SPOKEN_SHARE * Math.min(1, q.scrapeSeconds / q.sampleSeconds);
}

/** Rises that the window before the silent one holds at the last sample. */
function spokenBefore(q: Queries, at: Bench, silent: string, lookback: string): number {
  const end = at.healthy + at.faulty - 1 - seconds(silent) / q.scrapeSeconds;
  const start = Math.max(0, end - seconds(lookback) / q.scrapeSeconds);
  return Math.min(at.healthy - 1, Math.floor(end)) - Math.ceil(start);
}
