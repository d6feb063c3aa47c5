// What rsyslogd takes from its node. Levels and peaks are those of each node: a sum of peaks means nothing.
import type { CounterOf } from '../../../catalogue/index.ts';
import { rate, scaled, sum, type Expr } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { openFiles, peakMemory } from '../../signals/resources.ts';
import { restarts } from '../../signals/restarts.ts';
import { restartsSeen } from './expressions.ts';
import { GRAPH, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

export const resources: Row = {
  title: 'Resources',
  isCollapsed: true,
  panels: [
    {
      ...GRAPH,
      title: 'CPU',
      description:
        'CPU that rsyslogd uses, summed over the chosen nodes; 100 % is one core. Bad: a whole core on a node with little traffic, as when an action fails and retries in a loop. See Actions.',
      unit: 'percentunit',
      queries: ({ selectors }) => [
        { expr: perSecond(selectors, 'utime'), legend: 'user' },
        { expr: perSecond(selectors, 'stime'), legend: 'system' },
      ],
      isStacked: true,
      showsNumbers: true,
    },
    {
      ...GRAPH,
      title: 'Peak memory',
      description:
        'Peak memory of rsyslogd since its start, per node. It does not fall when memory is freed. Bad above the line: let large queues spill to disk, or update rsyslog if there was no backlog.',
      unit: 'bytes',
      queries: ({ selectors, nodeLegend }) => [{ expr: peakMemory.expr(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => peakMemory.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Open files',
      description:
        'Open files and sockets of rsyslogd, per node. Bad above the line: at its limit it accepts no connections and opens no files. Raise LimitNOFILE, or close unused connections.',
      unit: 'short',
      queries: ({ selectors, nodeLegend }) => [{ expr: openFiles.expr(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => openFiles.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Page faults',
      description:
        'Page faults per second, summed over the chosen nodes. Bad: major ones that continue. They read from disk because the node is short of memory.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: perSecond(selectors, 'minflt'), legend: 'minor' },
        { expr: perSecond(selectors, 'majflt'), legend: 'major' },
      ],
    },
    {
      ...GRAPH,
      title: 'Disk',
      description:
        'Bytes per second that file systems read and wrote for rsyslogd, summed over the chosen nodes. Bad: far more writes than before, as when a queue spills to disk. See Queues.',
      unit: 'Bps',
      queries: ({ selectors }) => [
        { expr: perSecond(selectors, 'inblock'), legend: 'read' },
        { expr: perSecond(selectors, 'oublock'), legend: 'written' },
      ],
    },
    {
      ...GRAPH,
      title: 'Context switches',
      description:
        'Switches per second at which a thread waits (voluntary) or loses the CPU (involuntary), summed over the chosen nodes. Bad: many involuntary ones, since the node has too little CPU.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: perSecond(selectors, 'nvcsw'), legend: 'voluntary' },
        { expr: perSecond(selectors, 'nivcsw'), legend: 'involuntary' },
      ],
    },
    {
      ...GRAPH,
      title: 'Restarts in an hour',
      description:
        'Starts of rsyslogd in the last hour, per node. Bad from the line on: `journalctl -u rsyslog` and `coredumpctl list` show whether it crashes or is restarted.',
      unit: 'short',
      queries: ({ selectors, nodeLegend }) => [{ expr: restartsSeen(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => restarts.limit(settings),
    },
  ],
};

/** Over all chosen nodes, in seconds, bytes or events per second. */
function perSecond(selectors: Selectors, counter: CounterOf<'impstats'>): Expr {
  const used = selectors.counter('impstats', counter);
  return scaled(sum(rate(used, RATE_WINDOW)), used.metric.toBaseUnit);
}
