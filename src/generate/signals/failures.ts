// Failures of actions: any at all, and per message given to the action that forwards. They do not count messages: one loss can count
// twice, a whole batch once.
import { divide, rate, sum, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { notOfStatistics } from './statistics-actions.ts';
import { rises } from './rises.ts';
import type { Signal } from './signal.ts';

export const actionFailures = rises({
  counters: (selectors, matchers = notOfStatistics(selectors)) => [
    selectors.counter('core.action', 'failed', matchers),
  ],
  by: ['name'],
});

export const failureRatio = {
  window: (selectors) => selectors.window('5m'),
  limit: ({ thresholds }) => thresholds.failureRatio,
  /**
   * Over all nodes.
   * @param guard what the number of messages goes through: `aboveZero` where the ratio is drawn
   */
  expr: (selectors: Selectors, window: string, guard = (messages: Expr): Expr => messages): Expr =>
    divide(sum(rate(selectors.action('failed'), window)), guard(sum(rate(selectors.action('processed'), window)))),
} satisfies Signal;
