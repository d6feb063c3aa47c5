// rsyslogd restarting again and again. One restart is no alert.
import { compare, max, resets } from '../../promql.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../bench.ts';

const RESTART_WINDOW = '1h';

export const restartsOften: Alert = {
  name: 'RsyslogRestartsOften',
  pack: 'resources',
  severity: 'warning',
  for: '0s',
  expr: (q) =>
    compare(
      max(resets(q.counter('impstats', 'utime'), q.window(RESTART_WINDOW)), q.node),
      '>=',
      q.settings.thresholds.restarts,
    ),
  summary: 'rsyslogd restarts again and again',
  description: (q, shown) =>
    `rsyslogd on ${nodeOf(q, shown)} was started ${shown.value('count')} times in ${q.window(RESTART_WINDOW)}.`,
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
  tests: (q) => {
    const at = new Bench(q, q.window(RESTART_WINDOW), '0s');
    const last = at.healthy + at.faulty - 1;
    const line = (restarts: number) => [
      at.of(
        'impstats',
        'utime',
        'resource-usage',
        at
          .level(0)
          .map((_, index) => 100 + index - 50 * Math.max(0, Math.min(restarts, index - (last - 1 - restarts)))),
      ),
    ];
    return {
      ...at,
      good: line(0),
      bad: line(4),
      labels: {},
      value: '4',
      quiet: [{ title: 'a few restarts, as in an update', lines: line(3) }],
    };
  },
};
