// A dynstats bucket that is offered more keys than it may hold.
import { dynstatsOverflows } from '../../signals/dynstats-overflows.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const dynstatsOverflow: Alert = {
  name: 'RsyslogDynstatsOverflow',
  pack: 'dynstats',
  severity: 'warning',
  for: '0s',
  expr: dynstatsOverflows.total,
  summary: 'A dynstats bucket of rsyslog is full',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the bucket "${shown.label('name')}" has no room for further keys. Lost so far: ${shown.value('count')} increments since rsyslogd started, of the statistics only. ` +
    'First: check whether a key contains something that never repeats, such as a number or a path; otherwise raise maxCardinality.',
  runbook: {
    meaning: 'The bucket holds as many keys as its maxCardinality allows. Increments of further keys are not counted.',
    impact: 'The counters of the bucket are too low: the further keys are missing.',
    diagnosis: [
      'See the keys on the dashboard, panel "Dynstats, most frequent keys".',
      'Check whether a key contains something that never repeats: a number, a path, a message text.',
    ],
    mitigation: [
      'Use a key with fewer values.',
      'Raise maxCardinality of the bucket if all keys are wanted, and lower unusedMetricLife so that unused keys expire sooner.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, dynstatsOverflows.window(selectors), pending);
    const line = (values: readonly number[]) => [
      series.of('dynstats', '<bucket>.ops_overflow', 'msg_per_host', values),
    ];
    return {
      ...series,
      good: line(series.level(3)),
      bad: line(series.rising(0, series.perWindow(40))),
      labels: { name: 'msg_per_host' },
      value: String(Math.round(series.perWindow(40) * series.faulty)),
      quiet: [
        {
          title: 'new keys within the limit',
          lines: [series.of('dynstats', '<bucket>.new_metric_add', 'msg_per_host', series.rising(1))],
        },
      ],
    };
  },
};
