// One line per node, the worst first, each with a link to the dashboard of that node alone.
import { seconds } from '../../settings/duration.ts';
import { clampMax, divide, increase, max, number, rate } from '../../promql/index.ts';
import { waiting } from '../../signals/queue-drain.ts';
import { reportAge } from '../../signals/report-age.ts';
import { peakMemory } from '../../signals/resources.ts';
import { restarts } from '../../signals/restarts.ts';
import { delivered, lost, restartsSeen, sinceRestart } from './expressions.ts';
import { ANY, TABLE, type Column, type Row } from './panel.ts';
import type { Scope } from './scope.ts';

const SUSPENDED_WINDOW = '15m';

export const nodes: Row = {
  title: 'Nodes',
  isCollapsed: false,
  panels: [
    {
      ...TABLE,
      title: 'Nodes, worst first',
      description:
        'Rates are per second over the last minutes. Bad: anything lost, a backlog that other nodes do not have, delivered 0 while messages arrive. A click on a node shows that node alone. Suspended is the share of the last quarter of an hour for which actions planned to pause; memory is the peak since the start; the last restart is known for a day, to ten minutes.',
      labels: ({ nodeColumns }) => nodeColumns,
      columns,
      worstBy: ['Lost', 'Backlog', 'Statistics age'],
    },
  ],
};

function columns(scope: Scope): readonly Column[] {
  const { selectors, nowWindow, settings } = scope;
  const suspended = selectors.window(SUSPENDED_WINDOW);
  return [
    { title: 'In', unit: 'cps', expr: selectors.byNode(rate(selectors.submitted(), nowWindow)) },
    { title: 'Delivered', unit: 'cps', expr: delivered(scope, nowWindow) },
    {
      title: 'Lost',
      unit: 'cps',
      expr: selectors.byNode(lost(selectors, nowWindow)),
      thresholds: [{ value: ANY, color: 'red' }],
    },
    { title: 'Backlog', unit: 'short', expr: selectors.byNode(waiting(selectors)) },
    {
      title: 'Suspended',
      unit: 'percentunit',
      expr: clampMax(
        divide(
          max(increase(selectors.counter('core.action', 'suspended.duration'), suspended), selectors.node),
          number(seconds(suspended)),
        ),
        1,
      ),
      thresholds: [{ value: ANY, color: 'orange' }],
    },
    {
      title: 'Peak memory',
      unit: 'bytes',
      expr: peakMemory.expr(selectors),
      thresholds: [{ value: peakMemory.limit(settings), color: 'red' }],
    },
    {
      title: 'Restarts in an hour',
      unit: 'short',
      expr: restartsSeen(selectors),
      thresholds: [{ value: restarts.limit(settings), color: 'red' }],
    },
    { title: 'Last restart', unit: 's', expr: sinceRestart(selectors) },
    {
      title: 'Statistics age',
      unit: 's',
      expr: reportAge.expr(selectors),
      thresholds: [{ value: reportAge.limit(settings), color: 'red' }],
    },
  ];
}
