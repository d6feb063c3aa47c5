// percentile: distributions a configuration observes with percentile_observe(), and the bookkeeping about them.
import { define, rows } from '../row.ts';

/** rsyslog's documentation gives percentile.bucket as the origin. All of it stands under values in JSON. */
export const percentileGlobal = define({
  origin: 'percentile',
  object: 'global',
  source: 'runtime/perctile_stats.c',
  counters: {
    ...rows(
      { unit: 'keys', since: '8.2108.0' },
      { '<bucket>.new_metric_add': 'Statistics that were new to the percentile bucket.' },
    ),
    ...rows(
      { unit: 'operations', since: '8.2108.0' },
      {
        '<bucket>.ops_overflow':
          'Observations lost because memory ran out; the number of statistics in a percentile bucket has no limit.',
      },
    ),
  },
});

export const percentileBucket = define({
  origin: 'percentile.bucket',
  object: '<bucket>',
  source: 'runtime/perctile_stats.c',
  counters: {
    ...rows(
      { kind: 'window', unit: 'unit of the observed value', reset: 'never', since: '8.2108.0' },
      {
        '<stat><delim>p<NN>':
          'Percentile of the latest observations (nearest rank); may be one report late, and repeats while nothing new is observed.',
        '<stat><delim>window_min':
          'Smallest value observed in the interval; may be one report late, and repeats while nothing new is observed.',
        '<stat><delim>window_max':
          'Largest value observed in the interval; may be one report late, and repeats while nothing new is observed.',
        '<stat><delim>window_sum':
          'Sum of the values observed in the interval; may be one report late, and repeats while nothing new is observed.',
      },
    ),
    ...rows(
      { kind: 'window', unit: 'observations', reset: 'never', since: '8.2108.0' },
      {
        '<stat><delim>window_count':
          'Values observed in the interval; may be one report late, and repeats while nothing new is observed.',
      },
    ),
  },
});
