// The statistics themselves on their way from rsyslog to Prometheus.
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
        'Time since the last report of each node. Normally it rises to one interval and falls again. Bad above the line: rsyslogd is dead, its statistics are blocked, or the exporter hangs. Start the dead process.',
      unit: 's',
      queries: ({ selectors, nodeLegend }) => [{ expr: reportAge.expr(selectors), legend: nodeLegend }],
      threshold: ({ settings }) => reportAge.limit(settings),
    },
    {
      ...GRAPH,
      title: 'Reports',
      description:
        'Reports per second, by how they ended. Bad: incomplete ones, whose last line never came. Let impstats write to a file, or enlarge the queue of their ruleset.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: sum(rate(selectors.ownCounter('batches_total'), RATE_WINDOW), ['result']), legend: '{{result}}' },
      ],
    },
    {
      ...GRAPH,
      title: 'Lines of statistics',
      description:
        'Lines per second that the exporter read. Bad: 0, or half as many as before without a change of the configuration.',
      unit: 'cps',
      queries: ({ selectors }) => [
        { expr: sum(rate(selectors.ownCounter('lines_total'), RATE_WINDOW)), legend: 'lines' },
      ],
    },
    {
      ...GRAPH,
      title: 'Rejected lines in ten minutes',
      description:
        'Lines that the exporter could not read, by reason, on the worst node. Bad from the line on: "truncated" means that rsyslog cuts long lines, so let impstats write to a file. For other reasons run `rsyslog-pstat check`.',
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
        'Exported series of all chosen nodes. Bad: a steady rise, mostly from keys of dynstats that never repeat.',
      unit: 'short',
      queries: ({ selectors }) => [{ expr: sum(selectors.ownGauge('series')), legend: 'series' }],
    },
    {
      ...GRAPH,
      title: 'Series dropped',
      description:
        'Series per second that a limit of the exporter drops, by reason. Bad: anything above 0, since no alert can see dropped series. Use keys with fewer values, or raise the limit.',
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
      title: 'Objects per report',
      description:
        'Statistics objects in the last report, and those merged because they share name and origin with another one. Bad: a fall of the objects, since some are no longer reported.',
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
        'Writes of the textfile per second, by result. Bad: any failure, since node-exporter then serves old values. Check space and permissions of the folder.',
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
        'Exporters by version. More than one is normal during an update. Bad: several that stay. Finish the update.',
      height: 6,
      labels: () => [['version', 'Version']],
      columns: ({ selectors }) => [
        { title: 'Exporters', unit: 'short', expr: count(selectors.ownGauge('build_info'), ['version']) },
      ],
      worstBy: ['Exporters'],
    },
  ],
};
