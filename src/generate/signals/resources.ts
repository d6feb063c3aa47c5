// What rsyslogd uses, by node.
import { max, scaled, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Signal } from './signal.ts';

export const openFiles = {
  limit: ({ thresholds }) => thresholds.openFiles,
  expr: (selectors: Selectors): Expr => max(selectors.gauge('impstats', 'openfiles'), selectors.node),
} satisfies Signal;

/** In bytes, since the start of rsyslogd. */
export const peakMemory = {
  limit: ({ thresholds }) => thresholds.memoryBytes,
  expr: (selectors: Selectors): Expr => {
    const peak = selectors.gauge('impstats', 'maxrss');
    return scaled(max(peak, selectors.node), peak.metric.toBaseUnit);
  },
} satisfies Signal;
