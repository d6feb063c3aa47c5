// Sets of statistics whose end never came.
import { compare, increase } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const REJECTED_WINDOW = '15m';

export const batchesIncomplete: Alert = {
  name: 'RsyslogStatisticsIncomplete',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: (q) => {
    const incomplete = q.ownCounter('batches_total', { result: 'incomplete' });
    return compare(
      q.byNode(increase(incomplete, q.window(REJECTED_WINDOW))),
      '>=',
      q.settings.thresholds.rejectedLines,
    );
  },
  summary: 'Sets of statistics of rsyslog end too early',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} about ${shown.value('count')} sets of statistics had no end in ${q.window(REJECTED_WINDOW)}.`,
  runbook: {
    meaning: 'The statistics of a report began, and their last line never came. Once is normal when rsyslog is killed.',
    impact: 'Some series are out of date.',
    look: [
      'Are lines lost on the way (UDP, a full queue of the ruleset of the statistics)?',
      'On the dashboard, row Statistics: lines per second and rejected lines.',
    ],
    mend: [
      'Let the exporter follow a file that impstats writes (`log.file`), or make the queue of the ruleset larger.',
    ],
  },
  tests: (q, pending) => {
    const { rejectedLines } = q.settings.thresholds;
    const few = Math.ceil(rejectedLines / 2);
    const at = new Bench(q, q.window(REJECTED_WINDOW), pending);
    const line = (result: string, values: readonly number[]) => [at.own('batches_total', values, { result })];
    return {
      ...at,
      good: line('complete', at.rising(1)),
      bad: line('incomplete', at.rising(0, at.perWindow(10 * rejectedLines))),
      labels: {},
      value: String(10 * rejectedLines),
      quiet: few < rejectedLines ? [{ title: 'few sets without an end', lines: line('incomplete', at.jump(few)) }] : [],
    };
  },
};
