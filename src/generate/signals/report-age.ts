// How old the last report of each node is, in seconds. Needs an exporter that exports the time of the last report.
import { aboveZero, max, subtract, time, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { seconds } from '../settings/duration.ts';
import { sameTime, seenTime } from '../settings/windows.ts';
import type { Signal } from './signal.ts';

export const reportAge = {
  limit: ({ thresholds }) => seconds(thresholds.statisticsAge),
  expr: (selectors: Selectors): Expr =>
    subtract(time, max(aboveZero(selectors.ownGauge('last_batch_timestamp_seconds')), selectors.node)),
} satisfies Signal;

/** Seconds for which Prometheus must have seen the same report before one that looks old is stale. */
export const seenFor = ({ settings }: Selectors): number => seenTime(settings.intervals, reportAge.limit(settings));

/** Seconds after which the same report is stale, regardless of its timestamp. */
export const sameFor = ({ settings }: Selectors): number => sameTime(settings.intervals, reportAge.limit(settings));
