// How often an action found its target again. Never computes suspended minus resumed: they are not pairs.
import { changes, type Expr, type Matchers } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Signal } from './signal.ts';

export const flaps = {
  window: (selectors) => selectors.windowOfEvents('30m', selectors.settings.thresholds.flaps),
  limit: ({ thresholds }) => thresholds.flaps,
  /** Samples that saw a resumption: each worker counts its own one, so the counter itself exceeds the number of outages. */
  expr: (selectors: Selectors, matchers?: Matchers): Expr =>
    changes(selectors.counter('core.action', 'resumed', matchers), flaps.window(selectors)),
} satisfies Signal;
