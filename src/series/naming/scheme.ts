// Naming schemes: the name, type and scale of a catalogued counter in the exposition.
import type { CounterSpec } from '../../catalogue/row.ts';
import { PERCENTILES, seriesTypeOf } from '../../catalogue/series-name.ts';

/**
 * - gardener: the counter's own name and unit, as Gardener's monitoring of node audit logging expects them
 * - standard: `_total` on counters, snake case, seconds and bytes; passes `promtool check metrics`
 */
export const NAMING_SCHEMES = ['gardener', 'standard'] as const;
export type NamingScheme = (typeof NAMING_SCHEMES)[number];

export type MetricType = 'counter' | 'gauge' | 'summary' | 'untyped';

export interface ExportedName {
  readonly name: string;
  readonly type: MetricType;
  /** the value in the record times this is the exported value */
  readonly scale: number;
}

interface BaseUnit {
  readonly suffix: string;
  readonly scale: number;
  /** rsyslog's abbreviation of the unit at the end of a name */
  readonly abbreviation: RegExp;
}

const BASE_UNITS: Readonly<Record<string, BaseUnit>> = {
  microseconds: { suffix: 'seconds', scale: 1e-6, abbreviation: /_usec$/ },
  milliseconds: { suffix: 'seconds', scale: 1e-3, abbreviation: /_(?:msec|ms|in_ms)$/ },
  seconds: { suffix: 'seconds', scale: 1, abbreviation: /_sec$/ },
  bytes: { suffix: 'bytes', scale: 1, abbreviation: /$^/ },
  kilobytes: { suffix: 'bytes', scale: 1024, abbreviation: /_kb$/ },
  'blocks of 512 bytes': { suffix: 'bytes', scale: 512, abbreviation: /$^/ },
};

/** Suffixes that promtool reserves for histograms and summaries; these two families are neither. */
const RENAMED: Readonly<Record<string, string>> = {
  rsyslog_pstat_percentile_window_count: 'rsyslog_pstat_percentile_window_observations',
  rsyslog_pstat_percentile_window_sum: 'rsyslog_pstat_percentile_window_sum_of_values',
};

/** Names of the summary's samples: readers of the text take any family of these names for a part of it. */
export const NAMES_OF_SUMMARY: ReadonlySet<string> = new Set(
  ['', '_sum', '_count'].map((suffix) => PERCENTILES + suffix),
);

/**
 * @param seriesName name in the gardener scheme
 * @param spec of the catalogue, undefined for an uncatalogued counter
 */
export function exportedName(scheme: NamingScheme, seriesName: string, spec: CounterSpec | undefined): ExportedName {
  const type: MetricType = spec === undefined ? 'untyped' : seriesTypeOf(spec);
  if (seriesName === PERCENTILES) return { name: seriesName, type: 'summary', scale: 1 };
  if (scheme === 'gardener') return { name: seriesName, type, scale: 1 };
  const snake = RENAMED[seriesName] ?? seriesName.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  const unit = spec && BASE_UNITS[unitWord(spec.unit)];
  const bare = unit ? snake.replace(unit.abbreviation, '') : snake;
  const based = unit && !bare.split('_').includes(unit.suffix) ? `${bare}_${unit.suffix}` : bare;
  const name = type === 'counter' && !based.endsWith('_total') ? `${based}_total` : based;
  return { name, type, scale: unit?.scale ?? 1 };
}

/** Units may carry a remark in brackets: `kilobytes (Linux; bytes on macOS)`. */
function unitWord(unit: string): string {
  return unit.replace(/ \(.*$/, '');
}
