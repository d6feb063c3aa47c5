// Messages that a disk-assisted queue offers to its part on disk, and that do not stay there. No counter has their number.
import {
  aboveZero,
  add,
  allOf,
  and,
  anyOf,
  compare,
  increase,
  maxOverTime,
  minOverTime,
  multiply,
  number,
  or,
  subtract,
  unless,
  type Expr,
} from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { duration, seconds } from '../settings/duration.ts';
import { drainWindow } from './drain-window.ts';
import { offers, ONLY_IN_MEMORY, ONLY_ON_DISK, perWatchedQueue, sizes } from './queue-objects.ts';
import { LOOP_MINIMUM, requeueFactor } from './requeues.ts';

/** What is offered to the disk must be so many times more than what is known to be kept. */
const KEPT_FACTOR = 2;
/** Messages that a worker holds while counters are read. */
const IN_FLIGHT = 128;

/** By queue. */
export const losesSpooled = (selectors: Selectors): Expr =>
  anyOf([loses(selectors), vanishes(selectors), loops(selectors)]);

/**
 * The part on disk is offered messages, and stays empty while others wait. It is offered some each time that memory is nearly full, which may
 * be rare: in a long window that is one loss that goes on, and a short one shows a spool that was in use before.
 */
function loses(selectors: Selectors): Expr {
  const { recent } = selectors;
  const within = (window: string) =>
    and(
      aboveZero(selectors.byQueue(increase(offers(selectors, ONLY_ON_DISK), window))),
      compare(selectors.byQueue(maxOverTime(sizes(selectors, ONLY_ON_DISK), window)), '==', 0),
      selectors.queue,
    );
  const lost = or(within(recent), within(duration(3 * seconds(recent))));
  return and(lost, holds(selectors), selectors.queue);
}

/** Messages wait in the part in memory. */
const holds = (selectors: Selectors): Expr =>
  aboveZero(perWatchedQueue(selectors, (size) => minOverTime(size, selectors.recent), ONLY_IN_MEMORY));

/** What the action of the queue counted. */
const givenBy = (selectors: Selectors, counter: 'processed' | 'failed', window: string): Expr =>
  selectors.byQueueOfAction(increase(selectors.counter('core.action', counter), window));

/** What is offered to the part on disk neither stays there nor reaches the action: its disk is full, or it reached it before. */
function vanishes(selectors: Selectors): Expr {
  const on = selectors.queue;
  const window = selectors.recent;
  const disk = sizes(selectors, ONLY_ON_DISK);
  const grown = subtract(selectors.byQueue(maxOverTime(disk, window)), selectors.byQueue(minOverTime(disk, window)), {
    on,
  });
  const kept = add(grown, givenBy(selectors, 'processed', window), { on });
  const allowed = add(multiply(kept, number(KEPT_FACTOR)), number(IN_FLIGHT));
  return allOf(
    [
      compare(selectors.byQueue(increase(offers(selectors, ONLY_ON_DISK), window)), '>', allowed, { on }),
      unless(holds(selectors), aboveZero(givenBy(selectors, 'failed', window)), on),
    ],
    on,
  );
}

/** A queue with a spool enqueues messages again and again, and no failure of its action explains it. */
function loops(selectors: Selectors): Expr {
  const on = selectors.queue;
  const window = drainWindow(selectors);
  const allowed = add(
    multiply(givenBy(selectors, 'processed', window), number(requeueFactor.limit(selectors.settings))),
    number(LOOP_MINIMUM),
  );
  return unless(
    compare(selectors.byQueue(increase(offers(selectors), window)), '>', allowed, { on }),
    aboveZero(givenBy(selectors, 'failed', window)),
    on,
  );
}
