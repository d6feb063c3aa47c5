// Panels about actions that pause and come back. Never computes suspended minus resumed: they are not pairs.
import { increase, rate } from '../../promql/index.ts';
import { flaps } from '../../signals/flaps.ts';
import { GRAPH, groupedQuery, type Panel } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

export const suspensions: readonly Panel[] = [
  {
    ...GRAPH,
    title: 'Suspensions',
    description:
      'Pauses of the workers of an action. Bad when they repeat: the target is unusable. The value stays 0 with action.resumeRetryCount="-1", however long the target is down; then see the backlog.',
    unit: 'short',
    queries: groupedQuery((scope) =>
      scope.sumBy(increase(scope.selectors.counter('core.action', 'suspended', scope.chosenAction), RATE_WINDOW)),
    ),
  },
  {
    ...GRAPH,
    title: 'Planned suspension',
    description:
      'Share of time for which the action planned to pause, on the worst node. Each worker counts, so it can exceed 100 %; it is not a measured downtime. Bad: a value that stays above 0. Bring the target back.',
    unit: 'percentunit',
    queries: groupedQuery((scope) =>
      scope.maxBy(rate(scope.selectors.counter('core.action', 'suspended.duration', scope.chosenAction), RATE_WINDOW)),
    ),
  },
  {
    ...GRAPH,
    title: 'Resumptions',
    description:
      'Retries that found the target again. They can exceed the suspensions, since an action also retries without one. Bad when they continue: the target comes and goes.',
    unit: 'short',
    queries: groupedQuery((scope) =>
      scope.sumBy(increase(scope.selectors.counter('core.action', 'resumed', scope.chosenAction), RATE_WINDOW)),
    ),
  },
  {
    ...GRAPH,
    title: 'Outages in half an hour',
    description:
      'Samples of the last half hour in which the action found its target again, on the worst node. Bad from the line on: the target, or a load balancer in front of it, restarts or is overloaded.',
    unit: 'short',
    queries: groupedQuery((scope) => scope.maxBy(flaps.expr(scope.selectors, scope.chosenAction))),
    threshold: ({ settings }) => flaps.limit(settings),
  },
];
