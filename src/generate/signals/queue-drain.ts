// What waits in queues and what leaves them, by node and `queue`, in memory and on disk together.
import { delta, increase, subtract, type Expr, type Matchers } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { discarded } from './discards.ts';
import { drainWindow } from './drain-window.ts';
import { offers, ONLY_IN_MEMORY, sizes } from './queue-objects.ts';
import { recordedSignal } from './recorded.ts';

/** Messages that wait. */
export const waiting = (selectors: Selectors, matchers?: Matchers): Expr =>
  selectors.byQueue(selectors.gauge('core.queue', 'size', matchers));

/**
 * Messages that left a queue in the window: offered, less discarded, less growth. Messages that go from memory to disk have not
 * left, so only the part in memory counts what was offered.
 */
export function drainedWithin(selectors: Selectors, window: string, ...queues: readonly Matchers[]): Expr {
  const on = selectors.queue;
  const arrived = selectors.byQueue(increase(offers(selectors, ONLY_IN_MEMORY, ...queues), window));
  const kept = subtract(
    arrived,
    discarded(selectors, (counter) => increase(counter, window), ...queues),
    { on },
  );
  return subtract(kept, selectors.byQueue(delta(sizes(selectors, ...queues), window)), { on });
}

export const drained = recordedSignal('drained:increase', {
  pack: 'delivery',
  labels: (selectors) => selectors.queue,
  expr: (selectors) => drainedWithin(selectors, drainWindow(selectors)),
});
