// Messages that queues discard: they are lost, and no counter of the action shows them.
import { add, increase, type Expr, type Matchers, type Selector } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { drainWindow } from './drain-window.ts';
import type { Signal } from './signal.ts';

type Counter = (selectors: Selectors, matchers?: Matchers) => Selector<'counter'>;

/** The queue was full for longer than queue.timeoutEnqueue. */
export const discardedWhenFull: Counter = (selectors, matchers) =>
  selectors.counter('core.queue', 'discarded.full', matchers);

/** By queue.discardMark and queue.discardSeverity. */
export const discardedByMark: Counter = (selectors, matchers) =>
  selectors.counter('core.queue', 'discarded.nf', matchers);

export const discards = {
  window: drainWindow,
  limit: () => 0,
  /** By node and `queue`. */
  expr: (selectors: Selectors): Expr =>
    selectors.byQueue(
      add(
        increase(discardedWhenFull(selectors), drainWindow(selectors)),
        increase(discardedByMark(selectors), drainWindow(selectors)),
      ),
    ),
} satisfies Signal;
