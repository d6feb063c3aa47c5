// Lines of statistics that were cut or malformed.
import { rejectedLines } from '../../signals/reading-losses.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const statisticsRejected: Alert = {
  name: 'RsyslogStatisticsRejected',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: rejectedLines.excess,
  summary: 'Lines of statistics cannot be read',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} about ${shown.value('count')} lines of statistics were rejected in ${rejectedLines.window(selectors)}, reason: ${shown.label('reason')}.`,
  runbook: {
    meaning:
      'The exporter got lines that it could read only in part or not at all. With the reason "truncated" rsyslog has cut a long line, mostly one of dynstats, at its maxMessageSize. One line alone, as after a crash, raises no alert.',
    impact: 'Some series are missing or out of date.',
    diagnosis: ['Let the exporter judge the statistics: `rsyslog-pstat check FILE` names each line and the reason.'],
    mitigation: [
      'truncated: let impstats write to a file (`log.file`), or raise `global(maxMessageSize="64k")`.',
      'malformed: is something else writing into the same file or socket? Are two exporters started by one rsyslog (`forceSingleInstance="on"`)?',
    ],
  },
  tests: (selectors, pending) => {
    const limit = rejectedLines.limit(selectors.settings);
    const few = Math.ceil(limit / 2);
    const series = new AlertFixture(selectors, rejectedLines.window(selectors), pending);
    const line = (reason: string, values: readonly number[]) => [
      series.own('rejected_lines_total', values, { reason }),
    ];
    return {
      ...series,
      good: line('truncated', series.level(3)),
      bad: line('truncated', series.rising(0, series.perWindow(10 * limit))),
      labels: { reason: 'truncated' },
      value: String(10 * limit),
      quiet: [
        { title: 'lines that are no statistics', lines: line('not_statistics', series.rising(0, 20)) },
        ...(few < limit ? [{ title: 'a few bad lines', lines: line('malformed', series.jump(few)) }] : []),
      ],
    };
  },
};
