// The pipeline of the statistics themselves, from rsyslog to Prometheus.
import { count, max, rate, sum } from '../../promql/index.ts';
import { droppedSeries, rejectedLines } from '../../signals/reading-losses.ts';
import { reportAge } from '../../signals/report-age.ts';
import { all } from './expressions.ts';
import { GRAPH, TABLE, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

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
      queries: ({ selectors, nodeLegend }) => [{ expr: reportAge.expr(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => reportAge.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Sets of statistics',
      description:
        'Sets per second by how they ended. Bad: incomplete ones, whose last line never came. Let impstats write to a file, or make the queue of their ruleset larger.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: sum(rate(selectors.ownCounter('batches_total'), RATE_WINDOW), ['result']), legend: '{{result}}' },
      ],
    },
    {
      ...GRAPH,
      title: 'Lines of statistics',
      description:
        'Lines per second that the exporter read. Bad: 0, or a fall by half without a change of the configuration.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: sum(rate(selectors.ownCounter('lines_total'), RATE_WINDOW)), legend: 'lines' },
      ],
    },
    {
      ...GRAPH,
      title: 'Rejected lines in a quarter of an hour',
      description:
        'Lines that could not be read, by reason, on the worst node. Bad from the line on: "truncated" means that rsyslog cuts long lines, so let impstats write to a file; else see what `rsyslog-pstat check` says about them.',
      unit: 'short',
      queries: ({ selectors }) => [
        {
          expr: max(rejectedLines.expr(selectors), ['reason']),
          legend: '{{reason}}',
        },
      ],
      threshold: ({ settings }) => rejectedLines.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Series',
      description:
        'Series that the exporter shows, over all chosen nodes. Bad: a steady rise, mostly keys of dynstats that never repeat.',
      unit: 'short',
      queries: ({ selectors }) => [{ expr: sum(selectors.ownGauge('series')), legend: 'series' }],
    },
    {
      ...GRAPH,
      title: 'Series left out',
      description:
        'How often per second a limit of the exporter left a series out, by reason. Anything above 0 is bad: what is left out no alert can see. Use keys with fewer values, or raise the limit.',
      unit: 'cps',
      queries: ({ selectors }) => [
        {
          expr: sum(all(droppedSeries.counters(selectors), rate, RATE_WINDOW), ['reason']),
          legend: '{{reason}}',
        },
      ],
      threshold: ({ settings }) => droppedSeries.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Objects per set',
      description:
        'Statistics objects in the last set, and how many of them share name and origin with another one and were merged. Bad: a fall of the first, since something is not reported any more.',
      unit: 'short',
      queries: ({ selectors }) => [
        { expr: sum(selectors.ownGauge('last_batch_objects')), legend: 'objects' },
        { expr: sum(selectors.ownGauge('duplicate_objects')), legend: 'merged' },
      ],
    },
    {
      ...GRAPH,
      title: 'Writes of the textfile',
      description:
        'Writes per second by result, where the exporter writes a textfile. Bad: any failure, since node-exporter then serves old numbers. Look at space and permissions of the folder.',
      unit: 'cps',
      queries: ({ selectors }) => [
        {
          expr: sum(rate(selectors.ownCounter('textfile_writes_total'), RATE_WINDOW), ['result']),
          legend: '{{result}}',
        },
      ],
    },
    {
      ...TABLE,
      title: 'Versions of the exporter',
      description:
        'Exporters by version. More than one is normal while an update is being rolled out, and bad when it stays: finish the update.',
      height: 6,
      labels: () => [['version', 'Version']],
      columns: ({ selectors }) => [
        { title: 'Exporters', unit: 'short', expr: count(selectors.ownGauge('build_info'), ['version']) },
      ],
      worstBy: ['Exporters'],
    },
  ],
};
