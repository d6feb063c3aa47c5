// Reports whose end never came.
import { incompleteReports } from '../../signals/reading-losses.ts';
import { type Alert, nodeOf, NO_MESSAGE_LOST } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const statisticsIncomplete: Alert = {
  name: 'RsyslogStatisticsIncomplete',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: incompleteReports.excess,
  summary: 'Reports of rsyslog end too early',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} about ${shown.value('count')} reports had no end in ${incompleteReports.window(selectors)}. ${NO_MESSAGE_LOST} First: check whether rsyslog starts two exporters (\`forceSingleInstance="on"\`), and whether lines are lost on the way.`,
  runbook: {
    meaning: 'A report began, and its last line never came. That is normal once when rsyslog is killed.',
    impact: 'Some series are out of date.',
    diagnosis: [
      'Check whether lines are lost on the way: UDP, or a full queue of the ruleset that carries the statistics.',
      'Look at lines per second and rejected lines on the dashboard, row Statistics.',
    ],
    mitigation: [
      'Let the exporter follow a file that impstats writes (`log.file`), or enlarge the queue of the ruleset.',
    ],
  },
  tests: (selectors, pending) => {
    const limit = incompleteReports.limit(selectors.settings);
    const few = Math.ceil(limit / 2);
    const series = new AlertFixture(selectors, incompleteReports.window(selectors), pending);
    const line = (result: string, values: readonly number[]) => [series.own('batches_total', values, { result })];
    return {
      ...series,
      good: line('complete', series.rising(1)),
      bad: line('incomplete', series.rising(0, series.perWindow(8 * limit))),
      labels: {},
      value: String(8 * limit),
      quiet: few < limit ? [{ title: 'few reports without an end', lines: line('incomplete', series.jump(few)) }] : [],
    };
  },
};
