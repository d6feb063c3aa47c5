// The metrics that expressions may use: those of the catalogue in the chosen naming scheme, the exporter's own, and two of others.
// Unknown names do not compile; names built at run time throw.
import { CATALOGUE, lookup, type CounterOf, type Origin } from '../../catalogue/index.ts';
import type { CounterSpec } from '../../catalogue/row.ts';
import { seriesNameOf, seriesTypeOf } from '../../catalogue/series-name.ts';
import { exportedName, type NamingScheme } from '../../series/naming/scheme.ts';

/** Which functions apply: rate() takes a counter, delta() a gauge. */
export type SelectorType = 'counter' | 'gauge';

export interface Metric<Type extends SelectorType = SelectorType> {
  readonly name: string;
  readonly type: Type;
  /** value times this is in the base unit: seconds, bytes, or a plain number */
  readonly toBaseUnit: number;
  /** labels set by the exporter; the scrape adds its own */
  readonly labels: readonly string[];
  /** one sentence: what it counts */
  readonly meaning: string;
}

const OWN_LABELS = ['name', 'origin'] as const;
const MORE_LABELS: Readonly<Record<string, readonly string[]>> = {
  'dynstats.bucket': ['counter'],
  'percentile.bucket': ['counter', 'quantile'],
  ratelimit: ['key'],
};

const known = new Map<string, Metric>();

/** A counter of rsyslog as the exporter shows it. */
export function catalogued<O extends Origin>(scheme: NamingScheme, origin: O, counter: CounterOf<O>): Metric {
  const key = `${scheme} ${origin} ${counter}`;
  const metric = known.get(key) ?? find(scheme, origin, counter);
  known.set(key, metric);
  return metric;
}

function find(scheme: NamingScheme, origin: string, counter: string): Metric {
  const spec = lookup(origin, counter);
  if (spec === undefined) throw new Error(`the catalogue has no counter ${counter} of ${origin}`);
  const series = seriesNameOf(origin, counter);
  const family = familySpec(series) ?? spec;
  const { name, scale } = exportedName(scheme, series, family);
  return {
    name,
    type: seriesTypeOf(spec),
    toBaseUnit: exportedName('standard', series, family).scale / scale,
    labels: [...OWN_LABELS, ...(MORE_LABELS[origin] ?? [])],
    meaning: spec.meaning,
  };
}

/** Origins whose objects have this counter, of those that start with the prefix: `im` for inputs. */
export function originsOf(counter: string, prefix: string): readonly string[] {
  const origins = CATALOGUE.filter(({ origin, counters }) => origin.startsWith(prefix) && counter in counters);
  return [...new Set(origins.map(({ origin }) => origin))].sort();
}

let families: Map<string, CounterSpec> | undefined;

/** A family that several origins share is named by the first object kind that has it. */
function familySpec(series: string): CounterSpec | undefined {
  if (families === undefined) {
    families = new Map();
    for (const { origin, counters } of CATALOGUE) {
      for (const [counter, spec] of Object.entries(counters)) {
        const name = seriesNameOf(origin, counter);
        if (!families.has(name)) families.set(name, spec);
      }
    }
  }
  return families.get(series);
}

const own = <Type extends SelectorType>(type: Type, labels: readonly string[], meaning: string) =>
  ({ type, labels, meaning }) as const;

/** The exporter's own metrics; their names are the same in all naming schemes. */
export const EXPORTER = {
  build_info: own('gauge', ['version'], 'The version of the running exporter.'),
  lines_total: own('counter', [], 'Lines read.'),
  rejected_lines_total: own('counter', ['reason'], 'Rejected lines, by reason.'),
  batches_total: own('counter', ['result'], 'Reports, by how they ended.'),
  last_batch_timestamp_seconds: own('gauge', [], 'When the last report came.'),
  last_batch_objects: own('gauge', [], 'Objects in the last report.'),
  duplicate_objects: own('gauge', [], 'Objects of the last report with the same name and origin as another one.'),
  dynstats_merged_keys: own('gauge', ['name'], 'Keys of a dynstats bucket that share a series with another key.'),
  series: own('gauge', [], 'Exported series.'),
  series_dropped_total: own('counter', ['reason'], 'Series dropped by a limit, by reason.'),
  textfile_writes_total: own('counter', ['result'], 'Attempts to write the textfile, by result.'),
} as const;

export type ExporterMetric = keyof typeof EXPORTER;

export function ownMetric<Name extends ExporterMetric>(name: Name): Metric<(typeof EXPORTER)[Name]['type']> {
  return { name: `rsyslog_pstat_exporter_${name}`, toBaseUnit: 1, ...EXPORTER[name] };
}

/** Metrics of others that rules and panels use. */
export const FOREIGN = {
  /** written by the script that configures the node, next to the textfile of the exporter */
  rsyslog_augenrules_load_success: own('gauge', [], 'Whether the audit rules could be loaded: 1 yes, 0 no.'),
  /** made by Prometheus itself */
  ALERTS: own('gauge', ['alertname', 'alertstate', 'severity', 'service'], 'Alerts that are pending or firing.'),
} as const;

export function foreignMetric(name: keyof typeof FOREIGN): Metric<'gauge'> {
  return { name, toBaseUnit: 1, ...FOREIGN[name] };
}
