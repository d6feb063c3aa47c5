// Lines of statistics that are cut or malformed.
import { rejectedLines } from '../../signals/reading-losses.ts';
import { type Alert, nodeOf, NO_MESSAGE_LOST } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const statisticsRejected: Alert = {
  name: 'RsyslogStatisticsRejected',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: rejectedLines.excess,
  summary: 'The exporter cannot read lines of statistics',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} about ${shown.value('count')} lines of statistics were rejected in ${rejectedLines.window(selectors)}, reason: ${shown.label('reason')}. ${NO_MESSAGE_LOST} First: \`rsyslog-pstat check FILE\` names each line and the reason; truncated ones need \`log.file\` at impstats or \`global(maxMessageSize="64k")\`.`,
  runbook: {
    meaning:
      'The exporter received lines that it could read in part or not at all. The reason "truncated" means that rsyslog cut a long line, mostly one of dynstats, at its maxMessageSize. One such line, as after a crash, does not raise the alert.',
    impact: 'Some series are missing or out of date.',
    diagnosis: ['Run `rsyslog-pstat check FILE`: it names each line and the reason.'],
    mitigation: [
      'truncated: let impstats write to a file (`log.file`), or raise `global(maxMessageSize="64k")`.',
      'malformed: make sure that nothing else writes into the same file or socket, and that rsyslog starts one exporter only (`forceSingleInstance="on"`).',
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
      bad: line('truncated', series.rising(0, series.perWindow(8 * limit))),
      labels: { reason: 'truncated' },
      value: String(8 * limit),
      quiet: [
        { title: 'lines that are not statistics', lines: line('not_statistics', series.rising(0, 20)) },
        ...(few < limit ? [{ title: 'few malformed lines', lines: line('malformed', series.jump(few)) }] : []),
      ],
    };
  },
};
