// Lines of statistics that were cut or malformed.
import { compare, increase, not } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const REJECTED_WINDOW = '15m';

export const linesRejected: Alert = {
  name: 'RsyslogStatisticsRejected',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: (q) => {
    const rejected = q.ownCounter('rejected_lines_total', { reason: not('not_statistics') });
    const perReason = q.byNode(increase(rejected, q.window(REJECTED_WINDOW)), 'reason');
    return compare(perReason, '>=', q.settings.thresholds.rejectedLines);
  },
  summary: 'Lines of statistics cannot be read',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} about ${shown.value('count')} lines of statistics were rejected in ${q.window(REJECTED_WINDOW)}, reason: ${shown.label('reason')}.`,
  runbook: {
    meaning:
      'The exporter got lines that it could read only in part or not at all. With the reason "truncated" rsyslog has cut a long line, mostly one of dynstats, at its maxMessageSize. One line alone, as after a crash, raises no alert.',
    impact: 'Some series are missing or out of date.',
    look: ['Let the exporter judge the statistics: `rsyslog-pstat check FILE` names each line and the reason.'],
    mend: [
      'truncated: let impstats write to a file (`log.file`), or raise `global(maxMessageSize="64k")`.',
      'malformed: is something else writing into the same file or socket? Are two exporters started by one rsyslog (`forceSingleInstance="on"`)?',
    ],
  },
  tests: (q, pending) => {
    const { rejectedLines } = q.settings.thresholds;
    const few = Math.ceil(rejectedLines / 2);
    const at = new Bench(q, q.window(REJECTED_WINDOW), pending);
    const line = (reason: string, values: readonly number[]) => [at.own('rejected_lines_total', values, { reason })];
    return {
      ...at,
      good: line('truncated', at.level(3)),
      bad: line('truncated', at.rising(0, at.perWindow(10 * rejectedLines))),
      labels: { reason: 'truncated' },
      value: String(10 * rejectedLines),
      quiet: [
        { title: 'lines that are no statistics', lines: line('not_statistics', at.rising(0, 20)) },
        ...(few < rejectedLines ? [{ title: 'a few bad lines', lines: line('malformed', at.jump(few)) }] : []),
      ],
    };
  },
};
