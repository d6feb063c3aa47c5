// Checks expressions against the catalogue: names, labels and functions of metrics. Independent of the code that builds them.
import { parser } from '@prometheus-io/lezer-promql';
import { CATALOGUE, type Origin } from '../../../src/catalogue/index.ts';
import type { CounterSpec } from '../../../src/catalogue/row.ts';
import { catalogued, EXPORTER, FOREIGN, foreignMetric, ownMetric } from '../../../src/generate/promql/metric.ts';
import type { ExporterMetric } from '../../../src/generate/promql/metric.ts';
import type { Selectors } from '../../../src/generate/promql/selectors.ts';
import { RECORDING_RULES } from '../../../src/generate/rules/recording.ts';
import { groupedBy, labelsMadeBy, selectedBy, syntaxErrors } from '../promql/tree.ts';

interface Known {
  readonly kind: CounterSpec['kind'];
  readonly labels: ReadonlySet<string>;
}

/** All metrics that an expression may select under the settings. */
export function knownMetrics(selectors: Selectors): ReadonlyMap<string, Known> {
  const { settings, node } = selectors;
  const known = new Map<string, Known>();
  const add = (name: string, kind: CounterSpec['kind'], labels: readonly string[]) => {
    const before = known.get(name)?.labels ?? [];
    known.set(name, { kind, labels: new Set([...before, ...labels, ...node, ...Object.keys(settings.selectors)]) });
  };
  for (const { origin, counters } of CATALOGUE) {
    for (const [counter, { kind, reset }] of Object.entries(counters)) {
      const { name, labels } = catalogued(settings.naming, origin as Origin, counter as never);
      add(name, reset === 'always' ? 'counter' : kind, labels);
    }
  }
  for (const name of Object.keys(EXPORTER) as ExporterMetric[]) {
    const metric = ownMetric(name);
    add(metric.name, metric.type, metric.labels);
  }
  for (const name of Object.keys(FOREIGN) as (keyof typeof FOREIGN)[]) {
    add(name, 'gauge', [...foreignMetric(name).labels, 'name', 'origin', 'queue', 'reason']);
  }
  for (const rule of RECORDING_RULES) add(rule.name(selectors), 'gauge', rule.labels(selectors));
  add(settings.presence.metric, 'gauge', Object.keys(settings.presence.labels));
  return known;
}

const ONLY_COUNTERS = new Set(['rate', 'increase', 'resets']);
const ONLY_GAUGES = new Set(['delta', 'deriv', 'min_over_time', 'max_over_time', 'avg_over_time']);

/** @param expr with variables filled in; @returns all mistakes in it */
export function complaintsAbout(expr: string, known: ReadonlyMap<string, Known>): readonly string[] {
  const complaints = syntaxErrors(expr).map((error) => `syntax ${error}`);
  for (const { metric, labels, rangeFunction } of selectedBy(expr)) {
    const what = known.get(metric);
    if (what === undefined) {
      complaints.push(`unknown metric ${metric}`);
      continue;
    }
    for (const label of labels) if (!what.labels.has(label)) complaints.push(`${metric} has no label ${label}`);
    if (rangeFunction !== undefined) {
      if (ONLY_COUNTERS.has(rangeFunction) && what.kind !== 'counter')
        complaints.push(`${rangeFunction}() of the ${what.kind} ${metric}`);
      if (ONLY_GAUGES.has(rangeFunction) && what.kind === 'counter')
        complaints.push(`${rangeFunction}() of the counter ${metric}`);
    }
  }
  for (const { metric, around } of surroundings(expr)) {
    const kind = known.get(metric)?.kind;
    const [innermost] = around;
    if (kind === 'highwater' && around.some((name) => name === 'sum' || name === 'avg'))
      complaints.push(`${metric}, a high-water mark, is summed`);
    // The highest one may be compared with itself some time ago.
    if (kind === 'counter' && ['sum', 'min', 'avg', 'topk'].includes(innermost ?? 'nothing'))
      complaints.push(`${innermost}() of the plain counter ${metric}`);
  }
  const has = new Set(labelsMadeBy(expr));
  for (const { metric } of selectedBy(expr)) for (const label of known.get(metric)?.labels ?? []) has.add(label);
  for (const label of groupedBy(expr)) if (!has.has(label)) complaints.push(`no metric has the label ${label}`);
  return [...complaints, ...unguardedRatios(expr)];
}

/** For each selector, the functions and aggregations around it, from the inside out. */
function surroundings(expr: string): readonly { readonly metric: string; readonly around: readonly string[] }[] {
  const found: { metric: string; around: string[] }[] = [];
  const text = (node: { readonly from: number; readonly to: number }) => expr.slice(node.from, node.to);
  parser.parse(expr).iterate({
    enter: (reference) => {
      if (reference.name !== 'VectorSelector') return;
      const around: string[] = [];
      for (let node = reference.node.parent; node; node = node.parent) {
        const name = node.getChild('FunctionIdentifier') ?? node.getChild('AggregateOp');
        if (name) around.push(text(name));
      }
      found.push({ metric: text(reference.node.getChild('Identifier') as { from: number; to: number }), around });
    },
  });
  return found;
}

/** A division is safe if the divisor is a number, or if either side is compared with `> 0`. */
function unguardedRatios(expr: string): readonly string[] {
  const complaints: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, node }) => {
      if (name !== 'BinaryExpr' || node.getChild('Div') === null) return;
      const above = expr.slice(node.firstChild?.from, node.firstChild?.to);
      const below = expr.slice(node.lastChild?.from, node.lastChild?.to);
      if (!/^[\d.e+]+$/.test(below) && ![above, below].some((side) => side.endsWith('> 0)')))
        complaints.push(`0/0 is possible in ${below}`);
    },
  });
  return complaints;
}
