// Expressions that several panels share: what is lost, delivered, waiting, and which nodes are silent. What an alert judges by is
// taken from the alert.
import { statisticsFrozen } from '../../alerts/collection/statistics-frozen.ts';
import { statisticsStale } from '../../alerts/collection/statistics-stale.ts';
import { statisticsVanished } from '../../alerts/collection/statistics-vanished.ts';
import { seconds } from '../../settings/duration.ts';
import {
  aboveZero,
  alsoMatching,
  anyOf,
  clampMax,
  clampMin,
  compare,
  divide,
  group,
  labelReplace,
  notRe,
  number,
  or,
  rate,
  subquery,
  subtract,
  sum,
  time,
  timestamp,
  unless,
  vector,
  withLabel,
  type Expr,
  type Matchers,
  type Selector,
} from '../../promql/index.ts';
import { ON_DISK, queueOf } from '../../promql/queue-names.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { discardedByMark, discardedWhenFull } from '../../signals/discards.ts';
import { drainWindow } from '../../signals/drain-window.ts';
import { drained, waiting } from '../../signals/queue-drain.ts';
import { rateLimitDrops } from '../../signals/rate-limit-drops.ts';
import { restarts } from '../../signals/restarts.ts';
import type { Scope } from './scope.ts';

type CounterFunction = (of: Selector<'counter'>, window: string) => Expr;

/** For sums that may be over nothing. */
export const orZero = (of: Expr): Expr => or(of, vector(0));

/** Counters of lost messages by what they are lost to; `failed` is not among them, since it does not count messages. */
const LOSSES: readonly (readonly [
  cause: string,
  counters: (selectors: Selectors) => readonly Selector<'counter'>[],
])[] = [
  ['queue full', (selectors) => [discardedWhenFull(selectors)]],
  ['discard mark of a queue', (selectors) => [discardedByMark(selectors)]],
  ['rate limit of an action', (selectors) => [selectors.counter('core.action', 'ratelimit.dropped')]],
  ['rate limit of an input', rateLimitDrops.counters],
];

/** All series of several counters; whichever of them there are. They must differ in a label. */
export function all(counters: readonly Selector<'counter'>[], apply: CounterFunction, window: string): Expr {
  return anyOf(counters.map((counter) => apply(counter, window)));
}

/** What is counted as lost, object by object, with the label `cause`. */
export function lost(selectors: Selectors, window: string, apply: CounterFunction = rate): Expr {
  return anyOf(LOSSES.map(([cause, counters]) => withLabel(all(counters(selectors), apply, window), 'cause', cause)));
}

/**
 * Messages per second, by node, that left the queue of the action that sends to the target; where it has no such queue, or the
 * recording rules are not loaded, messages given to the action.
 */
export function delivered({ selectors, nodeMatchers, settings }: Scope, window: string): Expr {
  const left = drained.recorded(selectors, { ...nodeMatchers, queue: queueOf(settings.action) });
  const perSecond = divide(sum(left, selectors.node), number(seconds(drainWindow(selectors))));
  return or(clampMin(perSecond, 0), selectors.byNode(rate(selectors.action('processed'), window)), selectors.node);
}

/** Messages offered to queues; what was spilled to disk is not offered twice. */
export const offeredToQueues = (selectors: Selectors, matchers: Matchers): Selector<'counter'> =>
  alsoMatching(selectors.counter('core.queue', 'enqueued', matchers), { name: notRe(ON_DISK) });

/** What is by `queue`, with that as its `name`: for panels that group by name. */
export const named = (byQueue: Expr): Expr => labelReplace(byQueue, 'name', 'queue', '(.+)');

const ARRIVALS_WINDOW = '1h';
/** Shown for a backlog that nothing has been added to for long. */
const LONGEST_WAIT = 86_400;

/**
 * For how long the oldest message has waited, in seconds, by node and `queue`: as long as it took to be offered what the queue
 * holds. True for a queue that is stuck and for one that flows, and 0 for an empty one.
 */
export function waitingTime(selectors: Selectors, matchers: Matchers = {}): Expr {
  const on = [...selectors.node, 'queue'];
  const arrivals = selectors.byQueue(rate(offeredToQueues(selectors, matchers), selectors.window(ARRIVALS_WINDOW)));
  const size = waiting(selectors, matchers);
  const wait = divide(aboveZero(size), arrivals, { on });
  return or(clampMax(wait, LONGEST_WAIT), compare(size, '==', 0), on);
}

/** Nodes for which an alert says that their statistics have stopped or vanished. */
export function silentNodes(selectors: Selectors): Expr {
  return anyOf([statisticsStale, statisticsFrozen, statisticsVanished].map((alert) => alert.expr(selectors)));
}

export const reportingNodes = (selectors: Selectors): Expr =>
  unless(group(selectors.counter('impstats', 'utime'), selectors.node), silentNodes(selectors), selectors.node);

/** As finely as the last restart is known. */
const RESTART_WINDOW = '10m';

/** Seconds since each node's rsyslogd was last seen to have started again, within the last day; good to ten minutes. */
export function sinceRestart(selectors: Selectors): Expr {
  const seen = aboveZero(restarts.expr(selectors, selectors.window(RESTART_WINDOW)));
  return subtract(time, subquery('max_over_time', timestamp(seen), '1d', '5m'));
}
