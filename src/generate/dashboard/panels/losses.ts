// Messages that rsyslog itself counts as lost: where, why, how many.
import { increase, rate, sum } from '../../promql/index.ts';
import { discardedByMark, discardedWhenFull, discards } from '../../signals/discards.ts';
import { lost, named, orZero } from './expressions.ts';
import { ANY, GRAPH, STAT, WIDE_GRAPH, type Row } from './panel.ts';
import { RATE_WINDOW, SHOWN_RANGE } from './scope.ts';

export const losses: Row = {
  title: 'Losses',
  isCollapsed: true,
  panels: [
    {
      ...STAT,
      width: 6,
      height: 8,
      title: 'Lost in the time shown',
      description:
        'Messages that were counted as lost in the time that the dashboard shows. Anything above 0 is bad; the panels beside tell the cause.',
      unit: 'short',
      query: ({ selectors }) => ({ expr: orZero(sum(lost(selectors, SHOWN_RANGE, increase))), legend: 'lost' }),
      thresholds: () => [{ value: ANY, color: 'red' }],
      ifEmpty: '0',
    },
    {
      ...GRAPH,
      width: 9,
      title: 'Lost, by cause',
      description:
        'Messages lost per second. Queue full: the target cannot be reached for longer than the queue lasts, make it larger or let it spill to disk. Discard mark: thrown away by design. Rate limits: quiet the sender or raise the limit. Bad: anything above 0.',
      unit: 'cps',
      queries: ({ selectors }) => [{ expr: sum(lost(selectors, RATE_WINDOW), ['cause']), legend: '{{cause}}' }],
      threshold: () => 0,
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      width: 9,
      title: 'Lost, by what lost them',
      description:
        'Messages lost per second by queue, input or action, or by node. Bad when above 0; choose "Lines by" above to see which nodes lose most.',
      unit: 'cps',
      queries: (scope) => [{ expr: scope.sumBy(lost(scope.selectors, RATE_WINDOW)), legend: scope.legend }],
      threshold: () => 0,
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...WIDE_GRAPH,
      title: 'Discarded because a queue was full',
      description:
        'Messages per second. Bad when above 0: they are lost, and no counter of the action shows them. Bring the target back, then make the queue larger or give it disk space.',
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(
            named(scope.selectors.byQueue(rate(discardedWhenFull(scope.selectors, scope.queue), RATE_WINDOW))),
          ),
          legend: scope.legend,
        },
      ],
      threshold: () => discards.limit(),
    },
    {
      ...WIDE_GRAPH,
      title: 'Discarded by queues that were not full',
      description:
        'Messages per second that queue.discardMark and queue.discardSeverity threw away. Bad if you did not mean to lose them: raise the mark, or find what fills the queue.',
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(
            named(scope.selectors.byQueue(rate(discardedByMark(scope.selectors, scope.queue), RATE_WINDOW))),
          ),
          legend: scope.legend,
        },
      ],
      threshold: () => discards.limit(),
    },
  ],
};
