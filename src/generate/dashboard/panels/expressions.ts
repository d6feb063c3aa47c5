// Expressions that several panels share: messages lost, delivered and waiting, and silent nodes. Signals of alerts are in signals/.
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
  multiply,
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

/** For aggregations that may have no series. */
export const orZero = (of: Expr): Expr => or(of, vector(0));

/** Counters of lost messages, by cause. `failed` is not among them: it does not count messages. */
const LOSSES: readonly (readonly [
  cause: string,
  counters: (selectors: Selectors) => readonly Selector<'counter'>[],
])[] = [
  ['queue full', (selectors) => [discardedWhenFull(selectors)]],
  ['discard mark of a queue', (selectors) => [discardedByMark(selectors)]],
  ['rate limit of an action', (selectors) => [selectors.counter('core.action', 'ratelimit.dropped')]],
  ['rate limit of an input', rateLimitDrops.counters],
];

/** The series of several counters, which must differ in a label. */
export function all(counters: readonly Selector<'counter'>[], apply: CounterFunction, window: string): Expr {
  return anyOf(counters.map((counter) => apply(counter, window)));
}

/** Lost messages of each object, with the label `cause`. */
export function lost(selectors: Selectors, window: string, apply: CounterFunction = rate): Expr {
  return anyOf(LOSSES.map(([cause, counters]) => withLabel(all(counters(selectors), apply, window), 'cause', cause)));
}

/**
 * Messages per second that left the queue of the action that forwards, by node. Without such a queue, or without the recording rules:
 * messages given to the action.
 */
export function delivered({ selectors, settings }: Scope, window: string): Expr {
  const left = drained.recorded(selectors, { queue: queueOf(settings.action) });
  const perSecond = divide(sum(left, selectors.node), number(seconds(drainWindow(selectors))));
  return or(clampMin(perSecond, 0), selectors.byNode(rate(selectors.action('processed'), window)), selectors.node);
}

/** Messages offered to queues. A message that spills to disk counts once. */
export const offeredToQueues = (selectors: Selectors, matchers: Matchers): Selector<'counter'> =>
  alsoMatching(selectors.counter('core.queue', 'enqueued', matchers), { name: notRe(ON_DISK) });

/** Copies `queue` to `name`, for panels that group by name. */
export const named = (byQueue: Expr): Expr => labelReplace(byQueue, 'name', 'queue', '(.+)');

const ARRIVALS_WINDOW = '1h';
/** Shown for a backlog that has not grown for a long time. */
const LONGEST_WAIT = 86_400;

/**
 * Waiting time of the oldest message, in seconds, by node and `queue`: the time in which as many messages were offered as the queue
 * holds. It is right for queues that are stuck and for queues that drain, and 0 for empty ones.
 */
export function waitingTime(selectors: Selectors, matchers: Matchers = {}): Expr {
  const on = [...selectors.node, 'queue'];
  const arrivals = selectors.byQueue(rate(offeredToQueues(selectors, matchers), selectors.window(ARRIVALS_WINDOW)));
  const size = waiting(selectors, matchers);
  const wait = divide(aboveZero(size), arrivals, { on });
  return or(clampMax(wait, LONGEST_WAIT), compare(size, '==', 0), on);
}

/** Nodes whose statistics have stopped or vanished, as their alerts judge. */
export function silentNodes(selectors: Selectors): Expr {
  return anyOf([statisticsStale, statisticsFrozen, statisticsVanished].map((alert) => alert.expr(selectors)));
}

export const reportingNodes = (selectors: Selectors): Expr =>
  unless(group(selectors.counter('impstats', 'utime'), selectors.node), silentNodes(selectors), selectors.node);

/** The precision of the last restart. */
const RESTART_WINDOW = '10m';

/** Seconds since the last restart of rsyslogd within a day, by node, to ten minutes. */
export function sinceRestart(selectors: Selectors): Expr {
  const seen = timestamp(restarts.expr(selectors, selectors.window(RESTART_WINDOW)));
  return subtract(time, subquery('max_over_time', seen, '1d', '5m'));
}

/** Restarts within the window of their alert; 0 on nodes without any. */
export function restartsSeen(selectors: Selectors): Expr {
  const none = multiply(group(selectors.counter('impstats', 'utime'), selectors.node), number(0));
  return or(restarts.expr(selectors), none, selectors.node);
}
