// Expressions that several panels share: what is lost, delivered, waiting, and which nodes are silent. What an alert judges by is
// taken from the alert.
import { statisticsFrozen } from '../../alerts/collection/statistics-frozen.ts';
import { statisticsStale } from '../../alerts/collection/statistics-stale.ts';
import { statisticsVanished } from '../../alerts/collection/statistics-vanished.ts';
import { duration, seconds } from '../../settings/duration.ts';
import {
  alsoMatching,
  anyOf,
  clampMax,
  clampMin,
  compare,
  divide,
  group,
  labelReplace,
  max,
  notRe,
  number,
  or,
  rate,
  resets,
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
import type { Selectors } from '../../promql/selectors.ts';
import { DRAIN_WINDOW, drained } from '../../rules/recording.ts';
import { type Scope } from './scope.ts';

type CounterFunction = (of: Selector<'counter'>, window: string) => Expr;

/** For sums that may be over nothing. */
export const orZero = (of: Expr): Expr => or(of, vector(0));

/** Counters of lost messages by what they are lost to; `failed` is not among them, since it does not count messages. */
const LOSSES: readonly (readonly [
  cause: string,
  counters: (selectors: Selectors) => readonly Selector<'counter'>[],
])[] = [
  ['queue full', (selectors) => [selectors.counter('core.queue', 'discarded.full')]],
  ['discard mark of a queue', (selectors) => [selectors.counter('core.queue', 'discarded.nf')]],
  ['rate limit of an action', (selectors) => [selectors.counter('core.action', 'ratelimit.dropped')]],
  ['rate limit of an input', droppedByInputs],
];

export function droppedByInputs(selectors: Selectors): readonly Selector<'counter'>[] {
  return [
    selectors.counter('imuxsock', 'ratelimit.discarded'),
    selectors.counter('imdocker', 'ratelimit.discarded'),
    selectors.counter('imkubernetes', 'ratelimit.discarded'),
    selectors.counter('imjournal', 'discarded'),
    selectors.counter('ratelimit', 'per_source_dropped'),
  ];
}

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
  const left = drained.recorded(selectors, { ...nodeMatchers, queue: `${settings.action} queue` });
  const perSecond = divide(sum(left, selectors.node), number(seconds(selectors.window(DRAIN_WINDOW))));
  return or(clampMin(perSecond, 0), selectors.byNode(rate(selectors.action('processed'), window)), selectors.node);
}

/** Messages offered to queues; what was spilled to disk is not offered twice. */
export const offeredToQueues = (selectors: Selectors, matchers: Matchers): Selector<'counter'> =>
  alsoMatching(selectors.counter('core.queue', 'enqueued', matchers), { name: notRe(String.raw`.*\[DA\]`) });

export const backlogOf = (selectors: Selectors, matchers: Matchers = {}): Expr =>
  selectors.byQueue(selectors.gauge('core.queue', 'size', matchers));

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
  const size = backlogOf(selectors, matchers);
  const wait = divide(compare(size, '>', 0), arrivals, { on });
  return or(clampMax(wait, LONGEST_WAIT), compare(size, '==', 0), on);
}

/** How old the statistics of each node are, in seconds; only where the collector says when they came. */
export const statisticsAge = (selectors: Selectors): Expr =>
  subtract(time, max(compare(selectors.ownGauge('last_batch_timestamp_seconds'), '>', 0), selectors.node));

/** Nodes for which an alert says that their statistics have stopped or vanished. */
export function silentNodes(selectors: Selectors): Expr {
  return anyOf([statisticsStale, statisticsFrozen, statisticsVanished].map((alert) => alert.expr(selectors)));
}

export const reportingNodes = (selectors: Selectors): Expr =>
  unless(group(selectors.counter('impstats', 'utime'), selectors.node), silentNodes(selectors), selectors.node);

const RESTARTS_WINDOW = '1h';

/** As RsyslogRestartsOften, by node: the window is long enough to hold as many samples as there must be restarts. */
export function restarts(selectors: Selectors): Expr {
  const least = (selectors.settings.thresholds.restarts + 2) * selectors.sampleSeconds;
  const window = selectors.window(duration(Math.max(seconds(RESTARTS_WINDOW), least)));
  return max(resets(selectors.counter('impstats', 'utime'), window), selectors.node);
}

const RESTART_WINDOW = '10m';

/** Seconds since each node's rsyslogd was last seen to have started again, within the last day; good to ten minutes. */
export function sinceRestart(selectors: Selectors): Expr {
  const window = selectors.window(RESTART_WINDOW);
  const seen = compare(max(resets(selectors.counter('impstats', 'utime'), window), selectors.node), '>', 0);
  return subtract(time, subquery('max_over_time', timestamp(seen), '1d', '5m'));
}
