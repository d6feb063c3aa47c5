// Keys of a dynstats bucket that fall into one series.
import { aboveZero, sum } from '../../promql/index.ts';
import { type Alert, nodeOf, NO_MESSAGE_LOST } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const dynstatsKeysMerged: Alert = {
  name: 'RsyslogDynstatsKeysMerged',
  pack: 'dynstats',
  severity: 'warning',
  for: '5m',
  expr: (selectors) => aboveZero(sum(selectors.ownGauge('dynstats_merged_keys'), selectors.named)),
  summary: 'Keys of a dynstats bucket of rsyslog share one value',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} ${shown.value('count')} keys of the bucket "${shown.label('name')}" differ from others only in the case of their letters and are one series with them. ` +
    `${NO_MESSAGE_LOST} First: set \`global(variables.caseSensitive="on")\`, or lower the key with \`tolower()\`.`,
  runbook: {
    meaning:
      'The bucket has more keys than the report shows: rsyslog compares the names of JSON fields without case, so that of keys such as "Host" and "host" one is reported.',
    impact: 'The counters of the other keys are missing. Messages are not affected.',
    diagnosis: [
      'Find dyn_inc() with the name of the bucket in /etc/rsyslog.conf and /etc/rsyslog.d, and see what its key is made of.',
    ],
    mitigation: [
      'Lower the key: `dyn_inc("bucket", tolower($hostname))`.',
      'Set `global(variables.caseSensitive="on")` if both keys are wanted.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, '1m', pending);
    const line = (after: number) => [
      series.own('dynstats_merged_keys', series.level(0, after), { name: 'msg_per_host' }),
    ];
    return { ...series, good: line(0), bad: line(2), labels: { name: 'msg_per_host' }, value: '2', quiet: [] };
  },
};
