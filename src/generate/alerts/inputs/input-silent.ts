// An input that used to receive messages all the time and receives none, judged by its own past.
import { aboveZero, and, changes, compare, group, increase, max, or, unless } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { duration, seconds } from '../../settings/duration.ts';
import { arrivals } from '../../signals/queue-objects.ts';
import { fillsRegularly, isDayLong, leastChanges, silentWindow, speaksRegularly } from '../../signals/regular.ts';
import { restarts } from '../../signals/restarts.ts';
import { isReporting } from '../../signals/standstill.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';
import { habitsThatEnd } from '../../timelines/habits.ts';

export const inputSilent: Alert = {
  name: 'RsyslogInputSilent',
  pack: 'inputs',
  severity: 'warning',
  for: '5m',
  expr: (selectors) => {
    const { node, object } = selectors;
    const window = silentWindow(selectors);
    const inputs = selectors.byNode(increase(selectors.submitted(), window), 'name', 'origin');
    const queues = selectors.byNode(increase(arrivals(selectors), window), 'name', 'origin');
    // Where no input counts, as with imfile of 8.2302, the main queue stands for all of them.
    const haveCounted = aboveZero(
      selectors.byNode(changes(selectors.submitted(), selectors.settings.thresholds.history)),
    );
    const isMissed = or(
      or(speaksRegularly.recorded(selectors), unless(fillsRegularly.recorded(selectors), haveCounted, node)),
      group(selectors.firing('RsyslogInputSilent'), object),
    );
    const isSilent = or(compare(inputs, '==', 0), compare(queues, '==', 0));
    // In a crash loop the count may be the same before each restart.
    const hadSome = or(aboveZero(max(selectors.submitted(), object)), aboveZero(max(arrivals(selectors), object)));
    const isHidden = and(hadSome, restarts.expr(selectors, window), node);
    return and(unless(and(isMissed, isSilent, object), isHidden, object), isReporting(selectors, window), node);
  },
  summary: 'An input of rsyslog has become silent',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the input "${shown.label('name')}" has had no message for ${silentWindow(selectors)}, although it used to have some all the time. ` +
    'Lost so far: nothing that rsyslog can count; what the source wrote may be lost there. First: check that `logger test` on the node raises the counter; then check the source: `systemctl status systemd-journald syslog.socket`, the port (`ss -lntu`), the file.',
  runbook: {
    meaning:
      'The input had messages in most reports of the last day and of the last two hours, and at this time of yesterday, and has none now while reports come. The socket of the journal may be lost, or the sender may be gone. "main Q" stands for inputs without a counter, such as imfile of older releases.',
    impact: 'Messages of this source are not forwarded and may be lost there.',
    diagnosis: [
      'For imuxsock, run `systemctl status systemd-journald syslog.socket` on the node, and check that `logger test` raises the counter.',
      'For network inputs, check that the port is open (`ss -lntu`) and that the sender still sends.',
      'For imfile, check that the file of the input (`File=` in /etc/rsyslog.d) exists, grows, and is readable for rsyslogd.',
    ],
    mitigation: [
      'Restart rsyslog, so that it opens its sockets again.',
      'If the source was switched off on purpose, restart rsyslog: its counters start again, and the alert resolves when its earlier messages leave the history (24 h by default).',
    ],
  },
  tests: (selectors, pending) => {
    const window = silentWindow(selectors);
    const perSample = selectors.sampleSeconds / selectors.scrapeSeconds;
    const habit = Math.ceil(seconds(window) / selectors.sampleSeconds) + 3;
    const series = new AlertFixture(selectors, window, pending, Math.ceil(habit * perSample));
    const cpu = series.usage('nvcsw', series.rising(40));
    const imuxsock = (values: readonly number[]) => series.of('imuxsock', 'submitted', 'imuxsock', values);
    const imudp = (values: readonly number[]) => series.of('imudp', 'submitted', 'imudp(*/514/IPv4)', values);
    const main = (values: readonly number[], name = 'main Q') => series.of('core.queue', 'enqueued', name, values);
    const ends = series.rising(2, 0);
    const goesOn = series.rising(3);
    const rarely = series.each((index) => Math.floor(Math.min(index, series.healthy) / Math.ceil(2.2 * perSample)));
    const few = leastChanges(selectors) - 1;
    const fewTimes = series.each((index) =>
      index < series.healthy - few * perSample
        ? Number.NaN
        : Math.min(few, Math.floor((index - series.healthy) / perSample + few)),
    );
    const last = series.healthy + series.faulty - 1;
    const habits = isDayLong(selectors) ? habitsThatEnd(selectors, window, pending) : [];
    const life = Math.max(perSample, Math.ceil(60 / selectors.scrapeSeconds));
    const crashing = series.usage(
      'nvcsw',
      series.each((index, isFaulty) => (isFaulty ? 40 + 5 * (Math.floor((last - index) / life) % 2) : 40 * index)),
    );
    const long = new AlertFixture(selectors, duration(4 * seconds(window)), pending, series.healthy);
    return {
      ...series,
      good: [imuxsock(series.rising(2)), imudp(goesOn), cpu],
      bad: [imuxsock(ends), imudp(goesOn), cpu],
      labels: { name: 'imuxsock', origin: 'imuxsock' },
      value: String(changesBefore(selectors, series)),
      also: [
        {
          title: 'an input that is not the local socket',
          lines: [imuxsock(series.rising(2)), imudp(series.rising(3, 0)), cpu],
          labels: { name: 'imudp(*/514/IPv4)', origin: 'imudp' },
        },
        {
          title: 'for longer than it was seen to have messages',
          lines: [
            long.of('imuxsock', 'submitted', 'imuxsock', long.rising(2, 0)),
            long.usage('nvcsw', long.rising(40)),
          ],
          labels: { name: 'imuxsock', origin: 'imuxsock' },
          value: '1',
        },
        { title: 'the only input', lines: [imuxsock(ends), cpu], labels: { name: 'imuxsock', origin: 'imuxsock' } },
        {
          title: 'inputs without a counter',
          lines: [main(ends), main(goesOn, 'process_stats'), main(goesOn, 'rsyslog-relp queue'), cpu],
          labels: { name: 'main Q', origin: 'core.queue' },
        },
        ...(['utime', 'stime'] as const).map((counter) => ({
          title: `reports that show in ${counter} only`,
          lines: [imuxsock(ends), series.usage(counter, series.rising(40))],
          labels: { name: 'imuxsock', origin: 'imuxsock' },
        })),
        {
          title: 'silent since a restart of rsyslogd',
          lines: [
            imuxsock(series.each((index, isFaulty) => (isFaulty ? 0 : 2 * index))),
            series.usage(
              'nvcsw',
              series.each((index, isFaulty) => 40 * (isFaulty ? index - series.healthy : index)),
            ),
          ],
          labels: { name: 'imuxsock', origin: 'imuxsock' },
        },
      ],
      quiet: [
        { title: 'an input that rarely has messages', lines: [imuxsock(rarely), imudp(goesOn), cpu] },
        { title: 'an input that had messages a few times only', lines: [imuxsock(fewTimes), imudp(goesOn), cpu] },
        { title: 'a main queue that had messages a few times only', lines: [main(fewTimes), cpu] },
        {
          title: 'an output with a counter of the same name',
          lines: [series.of('omkafka', 'submitted', 'omkafka', ends), imudp(goesOn), cpu],
        },
        {
          title: 'a full main queue, on a node where inputs count',
          lines: [imuxsock(series.each((index) => Number(index > 2))), main(ends), cpu],
        },
        { title: 'old statistics', lines: [imuxsock(ends), series.usage('nvcsw', series.level(40))] },
        {
          title: 'a crash loop in which each life has as many messages',
          lines: [imuxsock(series.each((index, isFaulty) => (isFaulty ? 10 : 2 * index))), crashing],
        },
        {
          title: 'a crash loop, with inputs that have no counter',
          lines: [main(series.each((index, isFaulty) => (isFaulty ? 10 : 2 * index))), crashing],
        },
      ],
      history: habits.flatMap(({ title, values }) => [
        {
          title,
          lines: [
            imuxsock(values),
            series.usage(
              'nvcsw',
              values.map((_, index) => 40 * index),
            ),
          ],
        },
        {
          title: `${title}, with inputs that have no counter`,
          lines: [
            main(values),
            series.usage(
              'nvcsw',
              values.map((_, index) => 40 * index),
            ),
          ],
        },
      ]),
    };
  },
};

/** Changes in the history, which ends where the silence may begin, seen from the last sample. */
function changesBefore(selectors: Selectors, series: AlertFixture): number {
  const samples = (window: string) => seconds(window) / selectors.scrapeSeconds;
  const end = series.healthy + series.faulty - 1 - samples(silentWindow(selectors));
  const start = Math.max(0, end - samples(selectors.settings.thresholds.history));
  return Math.min(series.healthy - 1, Math.floor(end)) - Math.ceil(start);
}
