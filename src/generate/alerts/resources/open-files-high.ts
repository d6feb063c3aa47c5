// Open files close to the limit of the process.
import { compare } from '../../promql/index.ts';
import { openFiles } from '../../signals/resources.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const openFilesHigh: Alert = {
  name: 'RsyslogOpenFilesHigh',
  pack: 'resources',
  severity: 'warning',
  for: '15m',
  expr: (selectors) => compare(openFiles.expr(selectors), '>', openFiles.limit(selectors.settings)),
  summary: 'rsyslogd has too many open files',
  description: (selectors, shown) =>
    `rsyslogd on ${nodeOf(selectors, shown)} has ${shown.value('count')} open files and sockets; more than ${openFiles.limit(selectors.settings)} is too close to its limit. ` +
    `Nothing lost yet. First: \`ls -l /proc/$(pidof rsyslogd)/fd\` on the node shows whether they are files or connections of senders.`,
  runbook: {
    meaning:
      'The number of open files is close to the limit of the process. The default threshold is three quarters of 16,384, the limit of the systemd unit in Debian.',
    impact: 'At the limit rsyslogd accepts no connections and opens no files.',
    diagnosis: [
      'On the node, run `ls -l /proc/$(pidof rsyslogd)/fd`: it shows whether they are files or connections.',
      'Read the limit: `grep "open files" /proc/$(pidof rsyslogd)/limits`.',
    ],
    mitigation: [
      'Raise LimitNOFILE of the unit, and the threshold openFiles with it.',
      'Close unused connections (keepAlive), or let omfile keep fewer files open (dynaFileCacheSize).',
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
      quiet: [{ title: 'just below the threshold', lines: line(limit - 12) }],
    };
  },
};
