// Every expression of the rules, parsed: it selects what the catalogue has, with labels and origins that exist, by functions that fit,
// over windows that hold enough samples; and what annotations quote is there.
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../../src/catalogue/index.ts';
import { seconds } from '../../../src/generate/settings/duration.ts';
import { exportedName } from '../../../src/series/naming/scheme.ts';
import { seriesNameOf } from '../../../src/catalogue/series-name.ts';
import { print } from '../../../src/generate/promql/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { enabledAlerts } from '../../../src/generate/alerts/index.ts';
import { RECORDING_RULES } from '../../../src/generate/rules/recording.ts';
import { alertingRule } from '../../../src/generate/rules/rules.ts';
import { effectiveSettings } from '../../../src/generate/settings/settings.ts';
import { complaintsAbout, knownMetrics } from '../dashboard/knowledge.ts';
import { groupedBy, labelsMadeBy, selectedBy } from '../promql/tree.ts';
import { VARIANTS } from '../variants.ts';

const SLOPES = new Set(['rate', 'increase', 'delta', 'deriv']);

describe.each(Object.entries(VARIANTS))('with %s', (_, given) => {
  const selectors = new Selectors(effectiveSettings(given));
  const rules = enabledAlerts(selectors).map((alert) => alertingRule(alert, selectors));
  const expressions = [
    ...rules.map(({ alert, expr }) => [alert, expr] as const),
    ...RECORDING_RULES.map((rule) => [rule.name(selectors), print(rule.expr(selectors))] as const),
  ];

  test.each(expressions)('%s selects what exists, by functions that fit', (name, expr) => {
    const tolerated = [
      // A panel must not divide 0 by 0; an alert may: its comparison is false then.
      '0/0 ',
      // Since the start of rsyslogd.
      ...(name.endsWith('discarded:sum') ? ['sum() of the plain counter '] : []),
    ];
    const complaints = complaintsAbout(expr, knownMetrics(selectors));
    expect(complaints.filter((text) => !tolerated.some((start) => text.startsWith(start)))).toEqual([]);
  });

  test.each(expressions)('%s asks for origins that have the counter', (_name, expr) => {
    for (const { metric, values } of selectedBy(expr)) {
      const { op, value } = values['origin'] ?? { op: '=', value: '' };
      if (value === '') continue;
      expect(['=', '=~']).toContain(op);
      for (const origin of value.split('|'))
        expect(exported(selectors), `${metric} of ${origin}`).toContain(`${metric} ${origin}`);
    }
  });

  test.each(expressions)('%s looks back over at least four reports and four scrapes', (_name, expr) => {
    const least =
      4 * Math.max(seconds(selectors.settings.intervals.impstats), seconds(selectors.settings.intervals.scrape));
    // Counting samples and looking for the last one need no slope; how old statistics may be is a threshold.
    const slopes = selectedBy(expr).filter(({ rangeFunction = '' }) => SLOPES.has(rangeFunction));
    const windows = slopes.map(({ window = '' }) => seconds(window));
    expect(Math.min(...windows, Infinity)).toBeGreaterThanOrEqual(least);
  });

  test.each(rules.map((rule) => [rule.alert, rule] as const))('%s quotes labels that its result has', (_name, rule) => {
    const quoted = [...(rule.annotations['description']?.matchAll(/\$labels\.(\w+)/g) ?? [])].map(([, label]) => label);
    // Without an aggregation a series keeps the labels of its target.
    const kept = /\b(?:by|without) \(/.test(rule.expr) ? [] : selectors.node;
    const has = [...groupedBy(rule.expr), ...labelsMadeBy(rule.expr), ...kept];
    for (const label of quoted) expect(has).toContain(label);
  });

  test('no rule has a comparison that always gives a value', () => {
    for (const [name, expr] of expressions) expect(expr, name).not.toContain(' bool ');
  });
});

/** "metric origin" for everything that the exporter can show. */
function exported({ settings }: Selectors): ReadonlySet<string> {
  const pairs = CATALOGUE.flatMap(({ origin, counters }) =>
    Object.entries(counters).map(([counter, spec]) => {
      const { name } = exportedName(settings.naming, seriesNameOf(origin, counter), spec);
      return `${name} ${origin}`;
    }),
  );
  return new Set(pairs);
}
