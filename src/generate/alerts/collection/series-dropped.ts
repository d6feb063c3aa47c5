// Series that a limit of the exporter left out.
import { compare, increase } from '../../promql/expr.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { Bench } from '../../timelines/fixture.ts';

const REJECTED_WINDOW = '15m';

export const seriesDropped: Alert = {
  name: 'RsyslogSeriesDropped',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: (q) =>
    compare(q.byNode(increase(q.ownCounter('series_dropped_total'), q.window(REJECTED_WINDOW)), 'reason'), '>', 0),
  summary: 'The exporter leaves series out',
  description: (q, shown) =>
    `On ${nodeOf(q, shown)} the exporter has left out series about ${shown.value('count')} times in ${q.window(REJECTED_WINDOW)}, reason: ${shown.label('reason')}.`,
  runbook: {
    meaning: 'There are more series than a limit of the exporter allows, mostly keys of dynstats or senders.',
    impact: 'What was left out cannot be seen, and no alert can see it.',
    look: ['Which names have many series? `topk(10, count by (name) ({__name__=~"rsyslog_pstat_.+"}))`.'],
    mend: ['Use keys with fewer values in dyn_inc(), or raise the limit of the exporter.'],
  },
  tests: (q, pending) => {
    const at = new Bench(q, q.window(REJECTED_WINDOW), pending);
    const line = (values: readonly number[]) => [at.own('series_dropped_total', values, { reason: 'limit' })];
    return {
      ...at,
      good: line(at.level(4)),
      bad: line(at.rising(0, at.perWindow(30))),
      labels: { reason: 'limit' },
      value: '30',
      quiet: [],
    };
  },
};
