// What the exporter itself loses on the way from rsyslog to Prometheus: lines, ends of reports, series.
import { not } from '../promql/index.ts';
import { rises } from './rises.ts';
import type { Signal } from './signal.ts';

/** One line, as after a crash, is no reason to alert. */
const limit: Signal['limit'] = ({ thresholds }) => thresholds.rejectedLines;

export const rejectedLines = rises({
  counters: (selectors) => [selectors.ownCounter('rejected_lines_total', { reason: not('not_statistics') })],
  by: ['reason'],
  limit,
  comparison: '>=',
});

export const incompleteReports = rises({
  counters: (selectors) => [selectors.ownCounter('batches_total', { result: 'incomplete' })],
  by: [],
  limit,
  comparison: '>=',
});

export const droppedSeries = rises({
  counters: (selectors) => [selectors.ownCounter('series_dropped_total')],
  by: ['reason'],
});
