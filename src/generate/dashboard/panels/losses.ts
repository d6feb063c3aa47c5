// Messages that rsyslog counts as lost: where, why, how many.
import { increase, rate, sum } from '../../promql/index.ts';
import { discardedByMark, discardedWhenFull, discards } from '../../signals/discards.ts';
import { lost, named, orZero } from './expressions.ts';
import { ANY, GRAPH, STAT, WIDE_GRAPH, groupedQuery, type Row } from './panel.ts';
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
        'Messages lost in the time range of the dashboard. Bad: anything above 0. The next panels show the cause.',
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
        'Messages lost per second. Bad: anything above 0. Queue full: the target was down for longer than the queue lasts; enlarge it, or let it spill to disk. Discard mark: discarded by design. Rate limits: make the sender log less, or raise the limit.',
      unit: 'cps',
      queries: ({ selectors }) => [{ expr: sum(lost(selectors, RATE_WINDOW), ['cause']), legend: '{{cause}}' }],
      threshold: () => 0,
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      width: 9,
      title: 'Lost, by object',
      description:
        'Messages lost per second by queue, input or action, or by node. Bad: anything above 0. Choose "Lines by" above to see which nodes lose most.',
      unit: 'cps',
      queries: groupedQuery((scope) => scope.sumBy(lost(scope.selectors, RATE_WINDOW))),
      threshold: () => 0,
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...WIDE_GRAPH,
      title: 'Discarded because a queue was full',
      description:
        'Messages per second. Bad: anything above 0, since they are lost and no counter of the action shows them. Bring the target back, then enlarge the queue or give it disk space.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(
          named(scope.selectors.byQueue(rate(discardedWhenFull(scope.selectors, scope.chosenQueue), RATE_WINDOW))),
        ),
      ),
      threshold: () => discards.limit(),
    },
    {
      ...WIDE_GRAPH,
      title: 'Discarded by queues that were not full',
      description:
        'Messages per second that queue.discardMark and queue.discardSeverity discarded. Bad if the loss is not intended: raise the mark, or find what fills the queue.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(
          named(scope.selectors.byQueue(rate(discardedByMark(scope.selectors, scope.chosenQueue), RATE_WINDOW))),
        ),
      ),
      threshold: () => discards.limit(),
    },
  ],
};
