// What rsyslogd takes from its node. Levels and peaks are those of each node: a sum of peaks means nothing.
import type { CounterOf } from '../../../catalogue/index.ts';
import { max, rate, scaled, sum, type Expr } from '../../promql/expr.ts';
import type { Queries } from '../../promql/selectors.ts';
import { restarts } from './expressions.ts';
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
      queries: ({ q }) => [
        { expr: perSecond(q, 'utime'), legend: 'user' },
        { expr: perSecond(q, 'stime'), legend: 'system' },
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
      queries: ({ q, nodeLegend }) => {
        const peak = q.gauge('impstats', 'maxrss');
        return [{ expr: scaled(max(peak, q.node), peak.metric.toBaseUnit), legend: nodeLegend }];
      },
      threshold: ({ settings }) => settings.thresholds.memoryBytes,
    },
    {
      ...GRAPH,
      title: 'Open files',
      description:
        'Files and sockets that rsyslogd has open, per node. Bad above the line: at its limit it accepts no connections and opens no files. Raise LimitNOFILE, or close connections that are not used.',
      unit: 'short',
      queries: ({ q, nodeLegend }) => [{ expr: max(q.gauge('impstats', 'openfiles'), q.node), legend: nodeLegend }],
      threshold: ({ settings }) => settings.thresholds.openFiles,
    },
    {
      ...GRAPH,
      title: 'Page faults',
      description:
        'Page faults per second, summed over the chosen nodes. Major ones had to read from a disk: bad when they go on, the node is short of memory.',
      unit: 'cps',
      queries: ({ q }) => [
        { expr: perSecond(q, 'minflt'), legend: 'minor' },
        { expr: perSecond(q, 'majflt'), legend: 'major' },
      ],
    },
    {
      ...GRAPH,
      title: 'Disk',
      description:
        'Bytes per second that file systems read and wrote for rsyslogd, summed over the chosen nodes. Bad: much more written than before, as by a queue that spills to disk. See Queues.',
      unit: 'Bps',
      queries: ({ q }) => [
        { expr: perSecond(q, 'inblock'), legend: 'read' },
        { expr: perSecond(q, 'oublock'), legend: 'written' },
      ],
    },
    {
      ...GRAPH,
      title: 'Context switches',
      description:
        'Times per second a thread gave up the CPU to wait (voluntary) or had it taken away (involuntary), summed over the chosen nodes. Many involuntary ones are bad: the node has too little CPU.',
      unit: 'cps',
      queries: ({ q }) => [
        { expr: perSecond(q, 'nvcsw'), legend: 'voluntary' },
        { expr: perSecond(q, 'nivcsw'), legend: 'involuntary' },
      ],
    },
    {
      ...GRAPH,
      title: 'Restarts in an hour',
      description:
        'How often rsyslogd was started in the hour before, per node. Bad from the line on: `journalctl -u rsyslog` and `coredumpctl list` tell whether it crashes or something restarts it.',
      unit: 'short',
      queries: ({ q, nodeLegend }) => [{ expr: restarts(q), legend: nodeLegend }],
      threshold: ({ settings }) => settings.thresholds.restarts,
    },
  ],
};

/** Over all chosen nodes, in seconds, bytes or events per second. */
function perSecond(q: Queries, counter: CounterOf<'impstats'>): Expr {
  const used = q.counter('impstats', counter);
  return scaled(sum(rate(used, RATE_WINDOW)), used.metric.toBaseUnit);
}
