// The pipeline of the statistics themselves, from rsyslog to Prometheus, and the statistics that the configuration makes up.
import { seconds } from '../duration.ts';
import { compare, count, divide, increase, max, not, rate, sum, topk } from '../promql.ts';
import { statisticsAge } from './expressions.ts';
import { GRAPH, TABLE, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

const REJECTED_WINDOW = '15m';
const MOST = 20;

export const statistics: Row = {
  title: 'Statistics',
  isCollapsed: true,
  panels: [
    {
      ...GRAPH,
      title: 'Statistics age',
      description:
        'Time since the last statistics of each node. Rises to one interval and falls again when all is well. Bad above the line: rsyslogd is dead, its statistics are blocked, or the exporter hangs. Start what is dead.',
      unit: 's',
      queries: ({ q, nodeLegend }) => [{ expr: statisticsAge(q), legend: nodeLegend }],
      threshold: ({ settings }) => seconds(settings.thresholds.statisticsAge),
    },
    {
      ...GRAPH,
      title: 'Sets of statistics',
      description:
        'Sets per second by how they ended. Bad: incomplete ones, whose last line never came. Let impstats write to a file, or make the queue of their ruleset larger.',
      unit: 'cps',
      queries: ({ q }) => [
        { expr: sum(rate(q.ownCounter('batches_total'), RATE_WINDOW), ['result']), legend: '{{result}}' },
      ],
    },
    {
      ...GRAPH,
      title: 'Lines of statistics',
      description:
        'Lines per second that the exporter read. Bad: 0, or a fall by half without a change of the configuration.',
      unit: 'cps',
      queries: ({ q }) => [{ expr: sum(rate(q.ownCounter('lines_total'), RATE_WINDOW)), legend: 'lines' }],
    },
    {
      ...GRAPH,
      title: 'Rejected lines in a quarter of an hour',
      description:
        'Lines that could not be read, by reason, on the worst node. Bad from the line on: "truncated" means that rsyslog cuts long lines, so let impstats write to a file; else see what `rsyslog-pstat check` says about them.',
      unit: 'short',
      queries: ({ q }) => [
        {
          expr: max(
            q.byNode(
              increase(
                q.ownCounter('rejected_lines_total', { reason: not('not_statistics') }),
                q.window(REJECTED_WINDOW),
              ),
              'reason',
            ),
            ['reason'],
          ),
          legend: '{{reason}}',
        },
      ],
      threshold: ({ settings }) => settings.thresholds.rejectedLines,
    },
    {
      ...GRAPH,
      title: 'Series',
      description:
        'Series that the exporter shows, over all chosen nodes. Bad: a steady rise, mostly keys of dynstats that never repeat.',
      unit: 'short',
      queries: ({ q }) => [{ expr: sum(q.ownGauge('series')), legend: 'series' }],
    },
    {
      ...GRAPH,
      title: 'Series left out',
      description:
        'How often per second a limit of the exporter left a series out, by reason. Anything above 0 is bad: what is left out no alert can see. Use keys with fewer values, or raise the limit.',
      unit: 'cps',
      queries: ({ q }) => [
        { expr: sum(rate(q.ownCounter('series_dropped_total'), RATE_WINDOW), ['reason']), legend: '{{reason}}' },
      ],
      threshold: () => 0,
    },
    {
      ...GRAPH,
      title: 'Objects per set',
      description:
        'Statistics objects in the last set, and how many of them share name and origin with another one and were merged. Bad: a fall of the first, since something is not reported any more.',
      unit: 'short',
      queries: ({ q }) => [
        { expr: sum(q.ownGauge('last_batch_objects')), legend: 'objects' },
        { expr: sum(q.ownGauge('duplicate_objects')), legend: 'merged' },
      ],
    },
    {
      ...GRAPH,
      title: 'Writes of the textfile',
      description:
        'Writes per second by result, where the exporter writes a textfile. Bad: any failure, since node-exporter then serves old numbers. Look at space and permissions of the folder.',
      unit: 'cps',
      queries: ({ q }) => [
        { expr: sum(rate(q.ownCounter('textfile_writes_total'), RATE_WINDOW), ['result']), legend: '{{result}}' },
      ],
    },
    {
      ...GRAPH,
      title: 'Dynstats increments not counted',
      description:
        'Increments per second that a bucket could not count because it holds as many keys as it may. Anything above 0 is bad: use a key with fewer values, or raise maxCardinality.',
      unit: 'cps',
      queries: (scope) => [
        {
          expr: scope.sumBy(rate(scope.q.counter('dynstats', '<bucket>.ops_overflow'), RATE_WINDOW)),
          legend: scope.legend,
        },
      ],
      threshold: () => 0,
    },
    {
      ...GRAPH,
      title: 'Dynstats, most frequent keys',
      description:
        'Increments per second of the keys that grow fastest. What they count, the configuration says. Bad: keys that look like message texts or numbers that never repeat.',
      unit: 'cps',
      queries: ({ q }) => [
        {
          expr: topk(
            MOST,
            sum(rate(q.counter('dynstats.bucket', '<key from dyn_inc>'), RATE_WINDOW), ['name', 'counter']),
          ),
          legend: '{{name}} {{counter}}',
        },
      ],
    },
    {
      ...GRAPH,
      title: 'Percentiles',
      description:
        'Percentiles that the configuration observes, of the node with the highest; their unit is that of the observed value. One report late, and repeated while nothing new is observed. Bad: a tail (p99) that rises while the median stays.',
      unit: 'short',
      queries: ({ q }) => [
        {
          expr: max(q.gauge('percentile.bucket', '<stat><delim>p<NN>'), ['name', 'counter', 'quantile']),
          legend: '{{name}} {{counter}} {{quantile}}',
        },
      ],
    },
    {
      ...GRAPH,
      title: 'Mean of observed values',
      description:
        'Mean of the values that percentile buckets observed in the last report. Bad: a level that is far from the usual one.',
      unit: 'short',
      queries: ({ q }) => {
        const by = ['name', 'counter'];
        const observed = sum(q.gauge('percentile.bucket', '<stat><delim>window_count'), by);
        return [
          {
            expr: divide(sum(q.gauge('percentile.bucket', '<stat><delim>window_sum'), by), compare(observed, '>', 0), {
              on: by,
            }),
            legend: '{{name}} {{counter}}',
          },
        ];
      },
    },
    {
      ...TABLE,
      title: 'Versions of the exporter',
      description:
        'Exporters by version. More than one is normal while an update is being rolled out, and bad when it stays: finish the update.',
      height: 6,
      labels: () => [['version', 'Version']],
      columns: ({ q }) => [{ title: 'Exporters', unit: 'short', expr: count(q.ownGauge('build_info'), ['version']) }],
      worstBy: ['Exporters'],
    },
  ],
};
