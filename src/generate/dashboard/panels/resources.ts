// What rsyslogd takes from its node. Levels and peaks are those of each node: a sum of peaks means nothing.
import type { CounterOf } from '../../../catalogue/index.ts';
import { rate, scaled, sum, type Expr } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { openFiles, peakMemory } from '../../signals/resources.ts';
import { restarts } from '../../signals/restarts.ts';
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
        'CPU that rsyslogd uses, where 100 % is one core, summed over the chosen nodes. Bad: a whole core on a node with little traffic, as in a loop of failing and trying again. See Actions.',
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
        'Most memory that rsyslogd has had since it was started, per node. It does not fall when memory is given back. Bad above the line: let large queues spill to disk, or update rsyslog if there was no backlog.',
      unit: 'bytes',
      queries: ({ selectors, nodeLegend }) => [{ expr: peakMemory.expr(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => peakMemory.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Open files',
      description:
        'Files and sockets that rsyslogd has open, per node. Bad above the line: at its limit it accepts no connections and opens no files. Raise LimitNOFILE, or close connections that are not used.',
      unit: 'short',
      queries: ({ selectors, nodeLegend }) => [{ expr: openFiles.expr(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => openFiles.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Page faults',
      description:
        'Page faults per second, summed over the chosen nodes. Major ones had to read from a disk: bad when they go on, the node is short of memory.',
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
        'Bytes per second that file systems read and wrote for rsyslogd, summed over the chosen nodes. Bad: much more written than before, as by a queue that spills to disk. See Queues.',
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
        'Times per second a thread gave up the CPU to wait (voluntary) or had it taken away (involuntary), summed over the chosen nodes. Many involuntary ones are bad: the node has too little CPU.',
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
        'How often rsyslogd was started in the hour before, per node. Bad from the line on: `journalctl -u rsyslog` and `coredumpctl list` tell whether it crashes or something restarts it.',
      unit: 'short',
      queries: ({ selectors, nodeLegend }) => [{ expr: restarts.expr(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => restarts.limit(settings),
    },
  ],
};

/** Over all chosen nodes, in seconds, bytes or events per second. */
function perSecond(selectors: Selectors, counter: CounterOf<'impstats'>): Expr {
  const used = selectors.counter('impstats', counter);
  return scaled(sum(rate(used, RATE_WINDOW)), used.metric.toBaseUnit);
}
