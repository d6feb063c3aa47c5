// How often an action found its target again. Never computes suspended minus resumed: they are not pairs.
import { changes, resets, subtract, type Expr, type Matchers } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Signal } from './signal.ts';

export const flaps = {
  window: (selectors) => selectors.windowOfEvents('30m', selectors.settings.thresholds.flaps),
  limit: ({ thresholds }) => thresholds.flaps,
  /**
   * Samples that saw a resumption: each worker counts its own one, so the counter itself exceeds the number of outages. A restart
   * changes the counter as well.
   */
  expr: (selectors: Selectors, matchers?: Matchers, window: string = flaps.window(selectors)): Expr => {
    const resumed = selectors.counter('core.action', 'resumed', matchers);
    return subtract(changes(resumed, window), resets(resumed, window));
  },
} satisfies Signal;
