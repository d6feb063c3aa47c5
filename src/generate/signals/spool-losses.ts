// Messages that a disk-assisted queue offers to its part on disk, and that do not stay there. No counter has their number.
import {
  aboveZero,
  add,
  allOf,
  anyOf,
  compare,
  delta,
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
import { drainWindow } from './drain-window.ts';
import { drained } from './queue-drain.ts';
import { offers, ONLY_IN_MEMORY, ONLY_ON_DISK, perWatchedQueue, sizes } from './queue-objects.ts';
import { LOOP_MINIMUM, requeueFactor } from './requeues.ts';

/** Of the messages that are gone, so many may have left: counters of one report are read one after the other. */
const GONE_FACTOR = 1.2;
/** Messages that a worker holds while counters are read. */
const IN_FLIGHT = 128;

/** By queue. */
export const losesSpooled = (selectors: Selectors): Expr =>
  anyOf([loses(selectors), vanishes(selectors), loops(selectors)]);

/** The part on disk is offered messages, and stays empty while others wait. */
function loses(selectors: Selectors): Expr {
  const { recent } = selectors;
  return allOf(
    [
      aboveZero(selectors.byQueue(increase(offers(selectors, ONLY_ON_DISK), recent))),
      compare(selectors.byQueue(maxOverTime(sizes(selectors, ONLY_ON_DISK), recent)), '==', 0),
      holds(selectors),
    ],
    selectors.queue,
  );
}

/** Messages wait in the part in memory. */
const holds = (selectors: Selectors): Expr =>
  aboveZero(perWatchedQueue(selectors, (size) => minOverTime(size, selectors.recent), ONLY_IN_MEMORY));

/** What the action of the queue counted. */
const givenBy = (selectors: Selectors, counter: 'processed' | 'failed', window: string): Expr =>
  selectors.byQueueOfAction(increase(selectors.counter('core.action', counter), window));

/**
 * The queue drains by as much as its part on disk is offered and does not have: nothing else leaves, and that vanishes. Its disk is full,
 * or was in use before. It goes on while nothing else leaves: the next messages are offered when memory is nearly full again.
 */
function vanishes(selectors: Selectors): Expr {
  const on = selectors.queue;
  const window = drainWindow(selectors);
  const spooled = selectors.byQueue(increase(offers(selectors, ONLY_ON_DISK), window));
  const gone = subtract(spooled, selectors.byQueue(delta(sizes(selectors, ONLY_ON_DISK), window)), { on });
  const explained = add(multiply(gone, number(GONE_FACTOR)), number(IN_FLIGHT));
  return unless(
    allOf(
      [
        compare(drained.recorded(selectors), '<=', explained, { on }),
        or(compare(gone, '>', IN_FLIGHT), selectors.firing('RsyslogQueueSpoolLost'), on),
        holds(selectors),
      ],
      on,
    ),
    aboveZero(givenBy(selectors, 'failed', window)),
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
