// Sets of statistics whose end never came.
import { incompleteReports } from '../../signals/reading-losses.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/fixture.ts';

export const statisticsIncomplete: Alert = {
  name: 'RsyslogStatisticsIncomplete',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: incompleteReports.excess,
  summary: 'Sets of statistics of rsyslog end too early',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} about ${shown.value('count')} sets of statistics had no end in ${incompleteReports.window(selectors)}.`,
  runbook: {
    meaning: 'The statistics of a report began, and their last line never came. Once is normal when rsyslog is killed.',
    impact: 'Some series are out of date.',
    diagnosis: [
      'Are lines lost on the way (UDP, a full queue of the ruleset of the statistics)?',
      'On the dashboard, row Statistics: lines per second and rejected lines.',
    ],
    mitigation: [
      'Let the exporter follow a file that impstats writes (`log.file`), or make the queue of the ruleset larger.',
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
      bad: line('incomplete', series.rising(0, series.perWindow(10 * limit))),
      labels: {},
      value: String(10 * limit),
      quiet: few < limit ? [{ title: 'few sets without an end', lines: line('incomplete', series.jump(few)) }] : [],
    };
  },
};
