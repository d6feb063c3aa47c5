// Open files close to the limit of the process.
import { compare } from '../../promql/index.ts';
import { openFiles } from '../../signals/resources.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const openFilesHigh: Alert = {
  name: 'RsyslogOpenFilesHigh',
  pack: 'resources',
  severity: 'warning',
  for: '15m',
  expr: (selectors) => compare(openFiles.expr(selectors), '>', openFiles.limit(selectors.settings)),
  summary: 'rsyslogd has very many files open',
  description: (selectors, shown) =>
    `rsyslogd on ${nodeOf(selectors, shown)} has ${shown.value('count')} files and sockets open; more than ${openFiles.limit(selectors.settings)} is too close to its limit.`,
  runbook: {
    meaning:
      'The number of open files comes close to the limit of the process. The default threshold is three quarters of 16,384, the limit of the systemd unit in Debian.',
    impact: 'At the limit no more connections are accepted and no more files are opened.',
    diagnosis: [
      'On the node: `ls -l /proc/$(pidof rsyslogd)/fd`: files, or connections of senders?',
      '`grep "open files" /proc/$(pidof rsyslogd)/limits`.',
    ],
    mitigation: [
      'Raise LimitNOFILE of the unit and the threshold openFiles with it.',
      'Close connections that are not used (keepAlive), or let omfile keep fewer files open (dynaFileCacheSize).',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '1m', pending);
    const limit = openFiles.limit(selectors.settings);
    const line = (after: number) => [series.of('impstats', 'openfiles', 'resource-usage', series.level(20, after))];
    return {
      ...series,
      good: line(20),
      bad: line(limit + 12),
      labels: {},
      value: String(limit + 12),
      quiet: [{ title: 'many, but not too many', lines: line(limit - 12) }],
    };
  },
};
