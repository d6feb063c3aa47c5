// Queues from which nearly nothing leaves although messages wait, by node and `queue`.
import {
  aboveZero,
  add,
  allOf,
  and,
  compare,
  increase,
  lastOverTime,
  maxOverTime,
  minOverTime,
  multiply,
  number,
  subtract,
  type Expr,
} from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { drainedWithin } from './queue-drain.ts';
import { offers, ONLY_IN_MEMORY, ONLY_ON_DISK, perWatchedQueue, sizes } from './queue-objects.ts';

/** Of what a spool that cannot be written was offered, this share may be counted late. */
const SPOOL_TOLERANCE = 0.2;

/** Some messages wait all the time, and hardly any leaves. @param left messages that left in the window */
export function isStuck(selectors: Selectors, window: string, left: Expr): Expr {
  const smallest = perWatchedQueue(selectors, (size) => minOverTime(size, window));
  const limit = multiply(smallest, number(selectors.settings.thresholds.drainedShare));
  return and(aboveZero(smallest), compare(left, '<=', limit, { on: selectors.queue }), selectors.queue);
}

/** The part in memory sends to a spool in which nothing arrives: it seems to drain. */
export function isStuckBeforeSpool(selectors: Selectors, window: string): Expr {
  const on = selectors.queue;
  const smallest = perWatchedQueue(selectors, (size) => minOverTime(size, window), ONLY_IN_MEMORY);
  const spooled = selectors.byQueue(increase(offers(selectors, ONLY_ON_DISK), window));
  const sent = subtract(drainedWithin(selectors, window, ONLY_IN_MEMORY), spooled, { on });
  const limit = add(
    multiply(smallest, number(selectors.settings.thresholds.drainedShare)),
    multiply(spooled, number(SPOOL_TOLERANCE)),
    { on },
  );
  return allOf(
    [
      aboveZero(smallest),
      compare(selectors.byQueue(maxOverTime(sizes(selectors, ONLY_ON_DISK), window)), '==', 0),
      aboveZero(selectors.byQueue(lastOverTime(offers(selectors, ONLY_ON_DISK), window))),
      compare(sent, '<=', limit, { on }),
    ],
    on,
  );
}
