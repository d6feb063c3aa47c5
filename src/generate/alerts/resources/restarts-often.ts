// rsyslogd restarting again and again. One restart is no alert.
import { duration, seconds } from '../../settings/duration.ts';
import { compare, max, resets } from '../../promql/expr.ts';
import type { Queries } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const RESTART_WINDOW = '1h';

export const restartsOften: Alert = {
  name: 'RsyslogRestartsOften',
  pack: 'resources',
  severity: 'warning',
  for: '0s',
  expr: (q) =>
    compare(max(resets(q.counter('impstats', 'utime'), windowOf(q)), q.node), '>=', q.settings.thresholds.restarts),
  summary: 'rsyslogd restarts again and again',
  description: (q, shown) =>
    `rsyslogd on ${nodeOf(q, shown)} was started ${shown.value('count')} times in ${windowOf(q)}.`,
  runbook: {
    meaning: 'The CPU time of rsyslogd went back several times: it is a new process each time.',
    impact:
      'Messages in memory are lost at a crash; at an orderly stop only those of queues without queue.saveOnShutdown.',
    look: [
      'On the node: `journalctl -u rsyslog` and `coredumpctl list`.',
      'Does something restart it on purpose, as a configurator that finds a difference each time?',
    ],
    mend: ['Update rsyslog if it crashes.', 'Mend what restarts it.'],
  },
  tests: (q, pending) => {
    const at = new Bench(q, windowOf(q), pending);
    const { restarts } = q.settings.thresholds;
    const line = (values: readonly number[]) => [at.of('impstats', 'utime', 'resource-usage', values)];
    const restarting = at.repeating(restarts, (times, index) => 100_000 + index - 100 * times);
    return {
      ...at,
      good: line(at.rising(1)),
      bad: line(restarting),
      labels: {},
      value: String(at.countLast(restarting, (value, before) => value < before)),
      quiet: [
        {
          title: 'fewer restarts, as in an update',
          lines: line(at.repeating(restarts, (times, index) => 100_000 + index - 100 * Math.min(restarts - 1, times))),
        },
      ],
    };
  },
};

/** Long enough to hold as many samples as there must be restarts. */
const windowOf = (q: Queries): string =>
  q.window(duration(Math.max(seconds(RESTART_WINDOW), (q.settings.thresholds.restarts + 2) * q.sampleSeconds)));
