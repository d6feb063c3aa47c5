// Restarts of rsyslogd: its CPU time falls.
import { max, resets, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Signal } from './signal.ts';

export const restarts = {
  window: (selectors) => selectors.windowOfEvents('1h', selectors.settings.thresholds.restarts),
  limit: ({ thresholds }) => thresholds.restarts,
  /** By node. */
  expr: (selectors: Selectors, window: string = restarts.window(selectors)): Expr =>
    max(resets(selectors.counter('impstats', 'utime'), window), selectors.node),
} satisfies Signal;
