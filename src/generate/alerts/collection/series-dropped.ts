// Series that a limit of the exporter drops.
import { droppedSeries } from '../../signals/reading-losses.ts';
import { type Alert, nodeOf, NO_MESSAGE_LOST } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

export const seriesDropped: Alert = {
  name: 'RsyslogSeriesDropped',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: droppedSeries.excess,
  summary: 'The exporter drops series',
  description: (selectors, shown) =>
    `On ${nodeOf(selectors, shown)} the exporter has dropped series about ${shown.value('count')} times in ${droppedSeries.window(selectors)}, reason: ${shown.label('reason')}. ${NO_MESSAGE_LOST} First: find the names with the most series: the query is in the runbook.`,
  runbook: {
    meaning: 'There are more series than a limit of the exporter allows, mostly keys of dynstats or senders.',
    impact: 'No dashboard and no alert sees the dropped series.',
    diagnosis: ['Find the names with the most series: `topk(10, count by (name) ({__name__=~"rsyslog_pstat_.+"}))`.'],
    mitigation: ["Use keys with fewer values in dyn_inc(), or raise the exporter's limit."],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, droppedSeries.window(selectors), pending);
    const line = (values: readonly number[]) => [series.own('series_dropped_total', values, { reason: 'limit' })];
    return {
      ...series,
      good: line(series.level(4)),
      bad: line(series.rising(0, series.perWindow(30))),
      labels: { reason: 'limit' },
      value: '30',
      quiet: [],
    };
  },
};
