// rsyslogd that restarts again and again. One restart raises no alert.
import { and, compare } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { duration, seconds } from '../../settings/duration.ts';
import { restarts, USAGE } from '../../signals/restarts.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const restartsOften: Alert = {
  name: 'RsyslogRestartsOften',
  pack: 'resources',
  severity: 'warning',
  for: '0s',
  expr: (selectors) =>
    and(
      compare(restarts.expr(selectors), '>=', restarts.limit(selectors.settings)),
      compare(restarts.expr(selectors, stillGoesOn(selectors)), '>', 0),
      selectors.node,
    ),
  summary: 'rsyslogd restarts again and again',
  description: (selectors, shown) =>
    `rsyslogd on ${nodeOf(selectors, shown)} has started at least ${shown.value('count')} times in ${restarts.window(selectors)}. ` +
    'Lost so far: no counter has the number; a crash loses what is in memory, and a stop what is in queues without `queue.saveOnShutdown`. First: `journalctl -u rsyslog` and `coredumpctl list` on the node show whether it crashes or is restarted.',
  runbook: {
    meaning:
      'What rsyslogd reports about itself (CPU time, context switches, page faults) fell several times: each time a new process started. Restarts within one report are counted as one.',
    impact: 'A crash loses the messages in memory; an orderly stop loses those of queues without queue.saveOnShutdown.',
    diagnosis: [
      'On the node, read `journalctl -u rsyslog` and `coredumpctl list`.',
      'Check whether a configuration tool restarts it because it finds a difference each time.',
    ],
    mitigation: ['Update rsyslog if it crashes.', 'Correct the tool that restarts it.'],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, restarts.window(selectors), pending);
    const limit = restarts.limit(selectors.settings);
    const line = (values: readonly number[]) => [series.of('impstats', 'utime', 'resource-usage', values)];
    const restarting = series.repeating(limit, (times, index) => 100_000 + index - 100 * times);
    const last = series.healthy + series.faulty - 1;
    const spacing = Math.ceil((2 * Math.max(60, selectors.sampleSeconds)) / selectors.scrapeSeconds);
    const fewer = series.each(
      (index) => 1_000_000 + index - 1000 * Math.max(0, limit - 1 - Math.ceil((last - index) / spacing)),
    );
    const ended = last - (seconds(stillGoesOn(selectors)) + 360) / selectors.scrapeSeconds;
    const looped = series.each((index) =>
      index > ended ? 2_000_000 + index : 1_000_000 + index - 1000 * Math.floor(index / spacing),
    );
    return {
      ...series,
      good: line(series.rising(1)),
      bad: line(restarting),
      labels: {},
      value: String(series.countLast(restarting, (value, before) => value < before)),
      also: USAGE.slice(1).map((counter) => ({
        title: `restarts that show in ${counter} only`,
        lines: [...line(series.rising(1)), series.usage(counter, restarting)],
        labels: {},
      })),
      quiet: [
        { title: 'restarts that have ended', lines: USAGE.map((counter) => series.usage(counter, looped)) },
        {
          title: 'fewer restarts, as in an update',
          lines: USAGE.map((counter) => series.usage(counter, fewer)),
        },
      ],
    };
  },
};

const stillGoesOn = (selectors: Selectors): string => duration(Math.max(600, 6 * selectors.sampleSeconds));
