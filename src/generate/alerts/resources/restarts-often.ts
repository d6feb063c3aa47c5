// rsyslogd that restarts again and again. One restart raises no alert.
import { compare } from '../../promql/index.ts';
import { restarts } from '../../signals/restarts.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const restartsOften: Alert = {
  name: 'RsyslogRestartsOften',
  pack: 'resources',
  severity: 'warning',
  for: '0s',
  expr: (selectors) => compare(restarts.expr(selectors), '>=', restarts.limit(selectors.settings)),
  summary: 'rsyslogd restarts again and again',
  description: (selectors, shown) =>
    `rsyslogd on ${nodeOf(selectors, shown)} has started ${shown.value('count')} times in ${restarts.window(selectors)}.`,
  runbook: {
    meaning: 'The CPU time of rsyslogd fell several times: each time a new process started.',
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
    return {
      ...series,
      good: line(series.rising(1)),
      bad: line(restarting),
      labels: {},
      value: String(series.countLast(restarting, (value, before) => value < before)),
      quiet: [
        {
          title: 'fewer restarts, as in an update',
          lines: line(series.repeating(limit, (times, index) => 100_000 + index - 100 * Math.min(limit - 1, times))),
        },
      ],
    };
  },
};
