// Panels about actions that give up for a while and come back. Never computes suspended minus resumed: they are not pairs.
import { increase, rate } from '../../promql/index.ts';
import { flaps } from '../../signals/flaps.ts';
import { GRAPH, type Panel } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

export const suspensions: readonly Panel[] = [
  {
    ...GRAPH,
    title: 'Suspensions',
    description:
      'How often workers of an action gave up trying for a while. Bad when it repeats: the target cannot be used. It stays 0 with action.resumeRetryCount="-1", however long the target is down; then look at the backlog.',
    unit: 'short',
    queries: (scope) => [
      {
        expr: scope.sumBy(increase(scope.selectors.counter('core.action', 'suspended', scope.action), RATE_WINDOW)),
        legend: scope.legend,
      },
    ],
  },
  {
    ...GRAPH,
    title: 'Planned suspension',
    description:
      'Share of time for which the action planned to pause, on the worst node; each worker counts, so it can exceed 100 %. It is no downtime that was measured. Bad when it stays above 0: bring the target back.',
    unit: 'percentunit',
    queries: (scope) => [
      {
        expr: scope.maxBy(
          rate(scope.selectors.counter('core.action', 'suspended.duration', scope.action), RATE_WINDOW),
        ),
        legend: scope.legend,
      },
    ],
  },
  {
    ...GRAPH,
    title: 'Resumptions',
    description:
      'How often a retry found the target again. It can exceed the suspensions, since retries happen without one. Bad when it goes on: the target comes and goes.',
    unit: 'short',
    queries: (scope) => [
      {
        expr: scope.sumBy(increase(scope.selectors.counter('core.action', 'resumed', scope.action), RATE_WINDOW)),
        legend: scope.legend,
      },
    ],
  },
  {
    ...GRAPH,
    title: 'Outages in half an hour',
    description:
      'In how many samples of the last half hour the action found its target again, on the worst node. Bad from the line on: the target, or the load balancer in front of it, restarts or is overloaded.',
    unit: 'short',
    queries: (scope) => [
      {
        expr: scope.maxBy(flaps.expr(scope.selectors, scope.action)),
        legend: scope.legend,
      },
    ],
    threshold: ({ settings }) => flaps.limit(settings),
  },
];
