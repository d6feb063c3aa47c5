// Statistics that the configuration of rsyslog defines: dynstats buckets and percentiles.
import { aboveZero, divide, max, rate, sum, topk } from '../../promql/index.ts';
import { dynstatsOverflows } from '../../signals/dynstats-overflows.ts';
import { all } from './expressions.ts';
import { WIDE_GRAPH, groupedQuery, type Row } from './panel.ts';
import { RATE_WINDOW } from './scope.ts';

const MOST = 20;

export const ownStatistics: Row = {
  title: 'Dynstats and percentiles',
  isCollapsed: true,
  panels: [
    {
      ...WIDE_GRAPH,
      title: 'Dynstats increments not counted',
      description:
        'Increments per second that a bucket did not count because it holds as many keys as it may. Bad: anything above 0. Use a key with fewer values, or raise maxCardinality.',
      unit: 'cps',
      queries: groupedQuery((scope) =>
        scope.sumBy(all(dynstatsOverflows.counters(scope.selectors), rate, RATE_WINDOW)),
      ),
      threshold: ({ settings }) => dynstatsOverflows.limit(settings),
    },
    {
      ...WIDE_GRAPH,
      title: 'Dynstats, most frequent keys',
      description:
        'Increments per second of the fastest keys. The configuration defines what they count. Bad: keys with message texts, or with numbers that never repeat.',
      unit: 'cps',
      queries: ({ selectors }) => [
        {
          expr: topk(
            MOST,
            sum(rate(selectors.counter('dynstats.bucket', '<key from dyn_inc>'), RATE_WINDOW), ['name', 'counter']),
          ),
          legend: '{{name}} {{counter}}',
        },
      ],
    },
    {
      ...WIDE_GRAPH,
      title: 'Percentiles',
      description:
        'Percentiles that the configuration observes, of the node with the highest, in the unit of the observed value. They are one report late, and repeat while nothing new is observed. Bad: a tail (p99) that rises while the median stays.',
      unit: 'short',
      queries: ({ selectors }) => [
        {
          expr: max(selectors.gauge('percentile.bucket', '<stat><delim>p<NN>'), ['name', 'counter', 'quantile']),
          legend: '{{name}} {{counter}} {{quantile}}',
        },
      ],
    },
    {
      ...WIDE_GRAPH,
      title: 'Mean of observed values',
      description:
        'Mean of the values that percentile buckets observed in the last report. Bad: a value far from the usual one.',
      unit: 'short',
      queries: ({ selectors }) => {
        const by = ['name', 'counter'];
        const observed = sum(selectors.gauge('percentile.bucket', '<stat><delim>window_count'), by);
        return [
          {
            expr: divide(
              sum(selectors.gauge('percentile.bucket', '<stat><delim>window_sum'), by),
              aboveZero(observed),
              {
                on: by,
              },
            ),
            legend: '{{name}} {{counter}}',
          },
        ];
      },
    },
  ],
};
