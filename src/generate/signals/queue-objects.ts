// Queues as Prometheus has them: each is one object in memory and one on disk ("X queue[DA]"). Which of them alerts watch.
import { alsoMatching, notRe, re, type Expr, type Matchers, type Selector } from '../promql/index.ts';
import { BEHIND_RULESETS, bothParts, ON_DISK, anyName } from '../promql/queue-names.ts';
import type { Selectors } from '../promql/selectors.ts';

export const ONLY_ON_DISK: Matchers = { name: re(ON_DISK) };
export const ONLY_IN_MEMORY: Matchers = { name: notRe(ON_DISK) };

/** Neither queues that carry statistics nor those that wait by design. */
export function watched({ settings }: Selectors): Matchers {
  const names = [...settings.statisticsQueues, ...settings.waitingQueues];
  return names.length === 0 ? {} : { name: notRe(bothParts(anyName(names))) };
}

export const sizes = (selectors: Selectors, ...all: readonly Matchers[]): Selector<'gauge'> =>
  all.reduce(alsoMatching, selectors.gauge('core.queue', 'size'));

export const offers = (selectors: Selectors, ...all: readonly Matchers[]): Selector<'counter'> =>
  all.reduce(alsoMatching, selectors.counter('core.queue', 'enqueued'));

/** What arrives from inputs: messages offered to the main queue and to those of rulesets. Statistics are no messages. */
export function arrivals(selectors: Selectors): Selector<'counter'> {
  const { statisticsQueues } = selectors.settings;
  const others = statisticsQueues.length === 0 ? [] : [anyName(statisticsQueues)];
  return selectors.counter('core.queue', 'enqueued', { name: notRe([BEHIND_RULESETS, ...others].join('|')) });
}

/** Adds up what both objects of a queue have, whichever of the watched ones it is. */
export const perWatchedQueue = (
  selectors: Selectors,
  over: (size: Selector<'gauge'>) => Expr,
  ...all: readonly Matchers[]
): Expr => selectors.byQueue(over(sizes(selectors, ...all, watched(selectors))));
