// Maps an object's name, origin and counter to a series: its family, its labels, and how its values are merged. Same input,
// same output: the name of a series does not depend on other series.
import { CATALOGUE, lookup } from '../../catalogue/index.ts';
import { helpFor } from '../../catalogue/help.ts';
import type { CounterSpec, Reset } from '../../catalogue/row.ts';
import { PREFIX, seriesNameOf, seriesTypeOf } from '../../catalogue/series-name.ts';
import type { Shape } from '../../impstats/record.ts';
import { exportedName, NAMES_OF_SUMMARY, type ExportedName, type NamingScheme } from './scheme.ts';

/** What a series is named after, besides the counter. */
type NamedObject = Pick<Shape, 'name' | 'origin' | 'sender'>;

export type Label = readonly [name: string, value: string];

export interface Naming extends ExportedName {
  readonly help: string;
  readonly labels: readonly Label[];
  /** how equal series of one batch become one */
  readonly merge: 'add' | 'max';
  /** only counters that are reset are added up over reports */
  readonly reset: Reset;
  /** it only rises, but for restarts and resets: a value below zero is none */
  readonly isCounter: boolean;
}

/** Of _sender_stat, in every version of rsyslog. */
const SENDER_ORIGIN = 'impstats';

/** Prefix of the metrics about this program: series of rsyslog must not start with it. */
export const SELF_PREFIX = `${PREFIX}exporter_`;

export class Namer {
  readonly #scheme: NamingScheme;
  /** by the name in the gardener scheme: a family has one type, also where origins share it */
  readonly #known = new Map<string, { spec: CounterSpec; help: string }>();
  /** by the exported name: an uncatalogued counter that falls into a known family takes its type */
  readonly #types = new Map<string, ExportedName>();

  constructor(scheme: NamingScheme) {
    this.#scheme = scheme;
    for (const { origin, counters } of CATALOGUE) {
      for (const [counter, spec] of Object.entries(counters)) {
        const series = seriesNameOf(origin, counter);
        if (this.#known.has(series)) continue;
        this.#known.set(series, { spec, help: helpFor(counter, origin) });
        const metric = exportedName(scheme, series, spec);
        this.#types.set(metric.name, metric);
      }
    }
  }

  /**
   * @param key the counter's name in the record
   * @param bang whether `!` stands for `.` in it (format="json-elasticsearch")
   */
  name(object: NamedObject, key: string, bang: boolean): Naming {
    // Series of senders have no label but the sender, whatever origin the line names.
    const origin = object.sender === undefined ? object.origin : SENDER_ORIGIN;
    const counter = bang || origin !== 'dynstats.bucket' ? key.replaceAll('!', '.') : key;
    const series = this.#series(origin, counter);
    const known = this.#known.get(series);
    const spec = lookup(origin, counter) ?? known?.spec;
    const named = exportedName(this.#scheme, series, known?.spec);
    const { type } = this.#types.get(named.name) ?? named;
    const isReset = spec !== undefined && seriesTypeOf(spec) === 'counter';
    return {
      ...named,
      name: named.name.startsWith(SELF_PREFIX) ? setApart(named.name) : named.name,
      type,
      help: known?.help ?? `Counter "${oneLine(counter)}" of rsyslog, which is not in the catalogue of rsyslog-pstat.`,
      labels: labelsOf(object, counter),
      merge: spec?.kind === 'highwater' ? 'max' : 'add',
      reset: isReset ? spec.reset : 'never',
      isCounter: isReset || type === 'counter',
    };
  }

  #series(origin: string, counter: string): string {
    if (origin === 'percentile.bucket' && !PERCENTILE.test(counter)) return `${PREFIX}percentile_value`;
    const series = seriesNameOf(origin, counter);
    return origin !== 'percentile.bucket' && NAMES_OF_SUMMARY.has(series.toLowerCase()) ? setApart(series) : series;
  }
}

/** For an uncatalogued counter whose name is that of a family with another meaning. */
function setApart(series: string): string {
  return `${PREFIX}_${series.slice(PREFIX.length)}`;
}

/** The delimiter in front of the suffix is a setting of rsyslog: any one punctuation character is accepted. */
const PERCENTILE = /^(.*?)[^A-Za-z0-9]?(?:p(\d{1,3})|window_(?:min|max|sum|count))$/s;
const PER_SOURCE_DROP = /^per_source_drop_\d+_(.*)$/s;

function labelsOf({ name, origin, sender }: NamedObject, counter: string): Label[] {
  if (sender !== undefined) return [['sender', sender]];
  const own: Label[] = [
    ['name', name],
    ['origin', origin],
  ];
  if (name === 'global' && (origin === 'dynstats' || origin === 'percentile')) {
    // The bucket's name may contain dots, the counter's does not.
    const dot = counter.lastIndexOf('.');
    return dot === -1
      ? own
      : [
          ['name', counter.slice(0, dot)],
          ['origin', origin],
        ];
  }
  if (origin === 'dynstats.bucket') return [...own, ['counter', counter]];
  if (origin === 'percentile.bucket') {
    const [, stat = counter, percent] = PERCENTILE.exec(counter) ?? [];
    const labels: Label[] = [...own, ['counter', stat]];
    return percent === undefined ? labels : [...labels, ['quantile', String(Number(percent) / 100)]];
  }
  const key = origin === 'ratelimit' ? PER_SOURCE_DROP.exec(counter)?.[1] : undefined;
  return key === undefined ? own : [...own, ['key', key]];
}

/** A counter's name, which senders choose, fit for HELP: short, and without characters that could end a line. */
function oneLine(text: string): string {
  const shown = text.length > 100 ? `${text.slice(0, 100)}...` : text;
  return shown.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/** @returns labels as they stand in the exposition, braces included; empty when there are none */
export function renderLabels(labels: readonly Label[]): string {
  if (labels.length === 0) return '';
  return `{${labels.map(([name, value]) => `${name}="${escapeLabel(value)}"`).join(',')}}`;
}

function escapeLabel(value: string): string {
  const text = value.isWellFormed() ? value : value.toWellFormed();
  return /[\\"\n]/.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n') : text;
}
