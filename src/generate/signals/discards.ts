// Messages that queues discard: they are lost, and no counter of the action shows them.
import { add, alsoMatching, increase, type Expr, type Matchers, type Selector } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { recordedSignal } from './recorded.ts';
import type { Over, Signal } from './signal.ts';

type Counter = (selectors: Selectors, matchers?: Matchers) => Selector<'counter'>;

/** The queue was full for longer than queue.timeoutEnqueue. */
export const discardedWhenFull: Counter = (selectors, matchers) =>
  selectors.counter('core.queue', 'discarded.full', matchers);

/** By queue.discardMark and queue.discardSeverity. */
export const discardedByMark: Counter = (selectors, matchers) =>
  selectors.counter('core.queue', 'discarded.nf', matchers);

/** Both, by node and `queue`. */
export function discarded(selectors: Selectors, over: Over, ...queues: readonly Matchers[]): Expr {
  const [whenFull, byMark] = [discardedWhenFull, discardedByMark].map((counter) =>
    over(queues.reduce(alsoMatching, counter(selectors))),
  ) as [Expr, Expr];
  return selectors.byQueue(add(whenFull, byMark));
}

/** Since the start of rsyslogd; texts of alerts ask for it. */
export const lostByQueues = recordedSignal('discarded:sum', {
  pack: 'delivery',
  labels: (selectors) => selectors.queue,
  expr: (selectors) => discarded(selectors, (counter) => counter),
});

export const discards = {
  // Through a gap of some scrapes, and no longer: a queue that has been full goes on discarding for minutes after the outage.
  window: (selectors) => selectors.window('8m'),
  limit: () => 0,
  /** By node and `queue`. */
  expr: (selectors: Selectors): Expr =>
    discarded(selectors, (counter) => increase(counter, discards.window(selectors))),
} satisfies Signal;
