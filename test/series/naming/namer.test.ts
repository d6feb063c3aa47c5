// From object, origin and counter to the series, in both profiles: every family whose name is more than the counter's.
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../../src/catalogue/index.ts';
import { seriesNameOf } from '../../../src/catalogue/series-name.ts';
import type { Shape } from '../../../src/impstats/record.ts';
import { Namer, renderLabels, SELF_PREFIX } from '../../../src/series/naming/namer.ts';
import type { NamingScheme } from '../../../src/series/naming/scheme.ts';

const NAMERS: Readonly<Record<NamingScheme, Namer>> = {
  gardener: new Namer('gardener'),
  standard: new Namer('standard'),
};

function shape(name: string, origin: string, sender?: string): Shape {
  return { name, origin, nested: false, keys: [], ...(sender === undefined ? {} : { sender }) };
}

interface Row {
  readonly what: string;
  readonly shape: Shape;
  readonly key: string;
  /** name without prefix, type */
  readonly gardener: readonly [string, string];
  /** name without prefix, type, scale */
  readonly standard: readonly [string, string, number];
  readonly labels: string;
}

const ROWS: readonly Row[] = [
  {
    what: 'a counter',
    shape: shape('to relp', 'core.action'),
    key: 'processed',
    gardener: ['processed', 'counter'],
    standard: ['processed_total', 'counter', 1],
    labels: '{name="to relp",origin="core.action"}',
  },
  {
    what: 'a gauge with a dot in its name',
    shape: shape('main Q', 'core.queue'),
    key: 'discarded.full',
    gardener: ['discarded_full', 'counter'],
    standard: ['discarded_full_total', 'counter', 1],
    labels: '{name="main Q",origin="core.queue"}',
  },
  {
    what: 'a high-water mark',
    shape: shape('main Q', 'core.queue'),
    key: 'maxqsize',
    gardener: ['maxqsize', 'gauge'],
    standard: ['maxqsize', 'gauge', 1],
    labels: '{name="main Q",origin="core.queue"}',
  },
  {
    what: 'seconds',
    shape: shape('a', 'core.action'),
    key: 'suspended.duration',
    gardener: ['suspended_duration', 'counter'],
    standard: ['suspended_duration_seconds_total', 'counter', 1],
    labels: '{name="a",origin="core.action"}',
  },
  {
    what: 'microseconds of CPU',
    shape: shape('resource-usage', 'impstats'),
    key: 'utime',
    gardener: ['utime', 'counter'],
    standard: ['utime_seconds_total', 'counter', 1e-6],
    labels: '{name="resource-usage",origin="impstats"}',
  },
  {
    what: 'kilobytes of memory',
    shape: shape('resource-usage', 'impstats'),
    key: 'maxrss',
    gardener: ['maxrss', 'gauge'],
    standard: ['maxrss_bytes', 'gauge', 1024],
    labels: '{name="resource-usage",origin="impstats"}',
  },
  {
    what: 'blocks of 512 bytes',
    shape: shape('resource-usage', 'impstats'),
    key: 'oublock',
    gardener: ['oublock', 'counter'],
    standard: ['oublock_bytes_total', 'counter', 512],
    labels: '{name="resource-usage",origin="impstats"}',
  },
  {
    what: 'the number of open files, which is a level',
    shape: shape('resource-usage', 'impstats'),
    key: 'openfiles',
    gardener: ['openfiles', 'gauge'],
    standard: ['openfiles', 'gauge', 1],
    labels: '{name="resource-usage",origin="impstats"}',
  },
  {
    what: 'milliseconds, abbreviated in the name',
    shape: shape('k', 'omkafka'),
    key: 'throttle_avg_msec',
    gardener: ['throttle_avg_msec', 'gauge'],
    standard: ['throttle_avg_seconds', 'gauge', 1e-3],
    labels: '{name="k",origin="omkafka"}',
  },
  {
    what: 'camel case',
    shape: shape('omelasticsearch', 'omelasticsearch'),
    key: 'failed.checkConn',
    gardener: ['failed_checkConn', 'counter'],
    standard: ['failed_check_conn_total', 'counter', 1],
    labels: '{name="omelasticsearch",origin="omelasticsearch"}',
  },
  {
    what: 'an uncatalogued counter',
    shape: shape('x', 'impsomething'),
    key: 'Some thing.new',
    gardener: ['Some_thing_new', 'untyped'],
    standard: ['some_thing_new', 'untyped', 1],
    labels: '{name="x",origin="impsomething"}',
  },
  {
    what: 'an uncatalogued counter of a name that is known elsewhere, which shares its family',
    shape: shape('x', 'impsomething'),
    key: 'processed',
    gardener: ['processed', 'counter'],
    standard: ['processed_total', 'counter', 1],
    labels: '{name="x",origin="impsomething"}',
  },
  {
    what: 'a key of a dynstats bucket, with any characters',
    shape: shape('msg_per_host', 'dynstats.bucket'),
    key: 'a.b!c "d"\n',
    gardener: ['dynstats', 'counter'],
    standard: ['dynstats_total', 'counter', 1],
    labels: '{name="msg_per_host",origin="dynstats.bucket",counter="a.b!c \\"d\\"\\n"}',
  },
  {
    what: 'the bookkeeping of a dynstats bucket with dots in its name',
    shape: shape('global', 'dynstats'),
    key: 'my.bucket.ops_overflow',
    gardener: ['dynstats_ops_overflow', 'counter'],
    standard: ['dynstats_ops_overflow_total', 'counter', 1],
    labels: '{name="my.bucket",origin="dynstats"}',
  },
  {
    what: "the writer of the buckets' state",
    shape: shape('file-write-worker', 'dynstats'),
    key: 'enqueued',
    gardener: ['enqueued', 'counter'],
    standard: ['enqueued_total', 'counter', 1],
    labels: '{name="file-write-worker",origin="dynstats"}',
  },
  {
    what: 'the bookkeeping of a percentile bucket',
    shape: shape('global', 'percentile'),
    key: 'lat.new_metric_add',
    gardener: ['percentile_new_metric_add', 'counter'],
    standard: ['percentile_new_metric_add_total', 'counter', 1],
    labels: '{name="lat",origin="percentile"}',
  },
  {
    what: 'a percentile',
    shape: shape('lat', 'percentile.bucket'),
    key: 'host.example.p95',
    gardener: ['percentile', 'summary'],
    standard: ['percentile', 'summary', 1],
    labels: '{name="lat",origin="percentile.bucket",counter="host.example",quantile="0.95"}',
  },
  {
    what: 'a percentile with another delimiter',
    shape: shape('lat', 'percentile.bucket'),
    key: 'host|p5',
    gardener: ['percentile', 'summary'],
    standard: ['percentile', 'summary', 1],
    labels: '{name="lat",origin="percentile.bucket",counter="host",quantile="0.05"}',
  },
  {
    what: 'the hundredth percentile without a delimiter',
    shape: shape('lat', 'percentile.bucket'),
    key: 'hostp100',
    gardener: ['percentile', 'summary'],
    standard: ['percentile', 'summary', 1],
    labels: '{name="lat",origin="percentile.bucket",counter="host",quantile="1"}',
  },
  {
    what: 'the smallest value of a window',
    shape: shape('lat', 'percentile.bucket'),
    key: 'host.window_min',
    gardener: ['percentile_window_min', 'gauge'],
    standard: ['percentile_window_min', 'gauge', 1],
    labels: '{name="lat",origin="percentile.bucket",counter="host"}',
  },
  {
    what: 'the number of values of a window, whose suffix belongs to summaries',
    shape: shape('lat', 'percentile.bucket'),
    key: 'host.window_count',
    gardener: ['percentile_window_count', 'gauge'],
    standard: ['percentile_window_observations', 'gauge', 1],
    labels: '{name="lat",origin="percentile.bucket",counter="host"}',
  },
  {
    what: 'something else of a percentile bucket',
    shape: shape('lat', 'percentile.bucket'),
    key: 'host.other',
    gardener: ['percentile_value', 'untyped'],
    standard: ['percentile_value', 'untyped', 1],
    labels: '{name="lat",origin="percentile.bucket",counter="host.other"}',
  },
  {
    what: 'the messages of a sender',
    shape: shape('_sender_stat', 'impstats', 'h"ost'),
    key: 'messages',
    gardener: ['sender_messages', 'counter'],
    standard: ['sender_messages_total', 'counter', 1],
    labels: '{sender="h\\"ost"}',
  },
  {
    what: 'a rate limiter per source, whose rank and key stand in the name',
    shape: shape('ratelimit.a.per_source', 'ratelimit'),
    key: 'per_source_drop_3_10.0.0.7',
    gardener: ['per_source_drop', 'gauge'],
    standard: ['per_source_drop', 'gauge', 1],
    labels: '{name="ratelimit.a.per_source",origin="ratelimit",key="10.0.0.7"}',
  },
];

describe('naming', () => {
  test.each(ROWS)('$what', ({ shape, key, gardener, standard, labels }) => {
    const outline = (scheme: NamingScheme) => {
      const { name, type, scale, labels: pairs } = NAMERS[scheme].name(shape, key, false);
      return { name, type, scale, labels: renderLabels(pairs) };
    };
    expect(outline('gardener')).toEqual({ name: `rsyslog_pstat_${gardener[0]}`, type: gardener[1], scale: 1, labels });
    const [name, type, scale] = standard;
    expect(outline('standard')).toEqual({ name: `rsyslog_pstat_${name}`, type, scale, labels });
  });

  test('an exclamation mark stands for a dot, in keys of dynstats only if the stream writes it so', () => {
    const name = (origin: string, key: string, bang: boolean) => {
      const { name: metric, labels } = NAMERS.gardener.name(shape('n', origin), key, bang);
      return [metric, ...labels.slice(2).map(([, value]) => value)];
    };
    expect(name('core.queue', 'discarded!full', false)).toEqual(['rsyslog_pstat_discarded_full']);
    expect(name('dynstats.bucket', 'a!b', false)).toEqual(['rsyslog_pstat_dynstats', 'a!b']);
    expect(name('dynstats.bucket', 'a!b', true)).toEqual(['rsyslog_pstat_dynstats', 'a.b']);
    expect(name('percentile.bucket', 'lat!p95', true)).toEqual(['rsyslog_pstat_percentile', 'lat', '0.95']);
  });

  test.each([
    'exporter_lines_total',
    'exporter.build.info',
    'Exporter_series',
    'exporterSeries',
    'EXPORTER_lines',
    'exporter_',
  ])('no counter gets into the names of the metrics about this program: %s', (key) => {
    for (const namer of Object.values(NAMERS)) {
      for (const origin of ['core.action', 'dynstats', 'percentile', 'ratelimit', 'impstats']) {
        expect(namer.name(shape('n', origin), key, false).name.startsWith(SELF_PREFIX)).toBe(false);
      }
    }
  });
});

describe('no counter becomes a part of the summary of percentiles', () => {
  test.each([
    ['core.action', 'percentile'],
    ['core.action', 'Percentile'],
    ['core.action', 'percentile_count'],
    ['core.action', 'percentile.sum'],
    ['percentile', 'lat.count'],
    ['percentile', 'lat.sum'],
  ])('%s %s', (origin, key) => {
    for (const namer of Object.values(NAMERS)) {
      const { name, type } = namer.name(shape('global', origin), key, false);
      expect(name).not.toMatch(/^rsyslog_pstat_percentile(?:_sum|_count)?$/);
      expect(type).toBe('untyped');
    }
  });
});

test('a sender of any origin is one of the family of senders', () => {
  for (const namer of Object.values(NAMERS)) {
    const named = (origin: string) => namer.name({ name: '_sender_stat', origin, sender: 's' }, 'messages', false);
    for (const origin of ['percentile.bucket', 'dynstats.bucket', 'core.action'])
      expect(named(origin)).toEqual(named('impstats'));
  }
});

describe('a family has one type and one unit for all that share it', () => {
  test.each(['gardener', 'standard'] as const)('in the %s scheme', (scheme) => {
    const families = new Map<string, Set<string>>();
    for (const { origin, counters } of CATALOGUE) {
      for (const counter of Object.keys(counters)) {
        const key = counter
          .replace('<bucket>', 'b')
          .replace('<stat><delim>p<NN>', 's.p50')
          .replace('<stat><delim>', 's.');
        const { name, type, scale } = NAMERS[scheme].name(shape('n', origin), key, false);
        families.set(name, (families.get(name) ?? new Set()).add(`${type} ${scale}`));
      }
    }
    expect([...families].filter(([, kinds]) => kinds.size > 1)).toEqual([]);
  });

  test('and no two catalogued names become one in the standard scheme, but for two that mean the same', () => {
    const origins = new Map<string, Set<string>>();
    for (const { origin, counters } of CATALOGUE) {
      for (const counter of Object.keys(counters)) {
        const { name } = NAMERS.standard.name(shape('n', origin), counter, false);
        origins.set(name, (origins.get(name) ?? new Set()).add(seriesNameOf(origin, counter)));
      }
    }
    expect([...origins].filter(([, names]) => names.size > 1)).toEqual([
      ['rsyslog_pstat_disk_usage_bytes', new Set(['rsyslog_pstat_disk_usage_bytes', 'rsyslog_pstat_disk_usage'])],
    ]);
  });
});

test('every catalogued unit that Prometheus has a base unit for is scaled to it', () => {
  const unscaled = CATALOGUE.flatMap(({ origin, counters }) =>
    Object.entries(counters)
      .filter(([, { unit, dead }]) => dead === undefined && /second|byte|block|percent|bit/.test(unit))
      .map(([counter, { unit }]) => [unit, NAMERS.standard.name(shape('n', origin), counter, false).name])
      .filter(([, name = '']) => !/_(seconds|bytes)(_|$)/.test(name)),
  );
  expect(unscaled).toEqual([]);
});
