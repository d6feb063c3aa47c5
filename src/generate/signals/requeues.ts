// Messages that an action puts back into its queue: more are offered to the queue than the action is given. By node and `name` of the
// action.
import { aboveZero, divide, labelReplace, re, sum, type Expr, type Matchers } from '../promql/index.ts';
import { ACTION_OF_QUEUE, OF_ACTIONS } from '../promql/queue-names.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Over, Signal } from './signal.ts';

/** Fewer messages in a window are no loop, however high the factor. */
export const LOOP_MINIMUM = 1000;

export const requeueFactor = {
  window: (selectors) => selectors.window('5m'),
  limit: ({ thresholds }) => thresholds.requeueFactor,
  /** Messages offered per message given to the action; for panels. */
  expr: (selectors: Selectors, over: Over, queues: Matchers, actions: Matchers): Expr =>
    divide(offeredToActions(selectors, over, queues), aboveZero(givenToActions(selectors, over, actions)), {
      on: selectors.named,
    }),
} satisfies Signal;

export function offeredToActions(selectors: Selectors, over: Over, queues: Matchers = { name: re(OF_ACTIONS) }): Expr {
  const enqueued = over(selectors.counter('core.queue', 'enqueued', queues));
  return sum(labelReplace(enqueued, 'name', 'name', ACTION_OF_QUEUE), selectors.named);
}

export const givenToActions = (selectors: Selectors, over: Over, actions?: Matchers): Expr =>
  sum(over(selectors.counter('core.action', 'processed', actions)), selectors.named);
