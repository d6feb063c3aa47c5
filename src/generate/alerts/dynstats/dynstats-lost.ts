// Increments of a dynstats bucket that are lost although it is not full.
import { dynstatsLosses } from '../../signals/dynstats-losses.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const dynstatsLost: Alert = {
  name: 'RsyslogDynstatsLost',
  pack: 'dynstats',
  severity: 'warning',
  for: '0s',
  expr: dynstatsLosses,
  summary: 'Increments of a dynstats bucket of rsyslog are lost',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the bucket "${shown.label('name')}" counts too little, reason: ${shown.label('reason')}. ` +
    `Lost so far: ${shown.value('count')} increments since rsyslogd started, of the statistics only. ` +
    'First: with no_metric, guard dyn_inc() with `if`, as some messages lack the property; with ops_ignored, give each worker its own bucket.',
  runbook: {
    meaning:
      'dyn_inc() was called and nothing was counted. no_metric: the key was empty, as some messages lack the property. ops_ignored: the bucket was locked by another worker at that moment.',
    impact: 'The counters of the bucket are too low. Messages are not affected.',
    diagnosis: [
      'Find dyn_inc() with the name of the bucket in /etc/rsyslog.conf and /etc/rsyslog.d.',
      'See the keys on the dashboard, panel "Dynstats, most frequent keys".',
    ],
    mitigation: [
      'no_metric: call dyn_inc() only if the property is there (`if $!x != "" then`).',
      'ops_ignored: let one worker alone fill the bucket, or give each its own.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, selectors.recent, pending);
    const line = (counter: '<bucket>.ops_ignored' | '<bucket>.no_metric', values: readonly number[]) => [
      series.of('dynstats', counter, 'msg_per_host', values),
    ];
    const rising = series.rising(0, 4);
    return {
      ...series,
      good: [...line('<bucket>.no_metric', series.level(3)), ...line('<bucket>.ops_ignored', series.level(3))],
      bad: line('<bucket>.no_metric', rising),
      labels: { name: 'msg_per_host', reason: 'no_metric' },
      value: String(rising.at(-1)),
      also: [
        {
          title: 'the bucket was locked',
          lines: line('<bucket>.ops_ignored', rising),
          labels: { name: 'msg_per_host', reason: 'ops_ignored' },
        },
      ],
      quiet: [],
    };
  },
};
