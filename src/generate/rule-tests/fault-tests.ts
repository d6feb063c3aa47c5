// Faults and healthy situations as promtool tests: each fault is noticed in time by the alerts that are there for it and on no other
// node, and no healthy situation raises any alert.
import { enabledAlerts } from '../alerts/index.ts';
import { duration, seconds } from '../settings/duration.ts';
import { FAULTS } from './faults/faults.ts';
import { HEALTHY } from './faults/healthy.ts';
import { AFTER, BEFORE, tickSeconds, type Scenario } from './faults/scenario.ts';
import { scenarioSeries } from './faults/series.ts';
import type { Selectors } from '../promql/selectors.ts';
import { foreignMetric } from '../promql/metric.ts';
import {
  countOverTime,
  escapeRe,
  group,
  min,
  not,
  notRe,
  selector,
  print,
  subquery,
  timestamp,
  type Expr,
} from '../promql/index.ts';
import type { InputSeries } from '../timelines/promtool.ts';

export const SCENARIOS: readonly Scenario[] = [...FAULTS, ...HEALTHY];

interface ExprCheck {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

interface ScenarioTest {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly InputSeries[];
  readonly promql_expr_test: readonly ExprCheck[];
}

export interface ScenarioFile {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly ScenarioTest[];
}

export function faultTests(selectors: Selectors, ruleFile: string, scenarios = SCENARIOS): ScenarioFile {
  return {
    rule_files: [ruleFile],
    evaluation_interval: duration(selectors.evaluationSeconds),
    tests: scenarios.map((scenario) => ({
      name: `${scenario.id}: ${scenario.title}`,
      interval: duration(selectors.scrapeSeconds),
      input_series: scenarioSeries(scenario, selectors),
      promql_expr_test: checksOf(scenario, selectors),
    })),
  };
}

/** seconds */
export const faultAt = (selectors: Selectors): number => BEFORE * tickSeconds(selectors);
export const endAt = (selectors: Selectors): number =>
  (BEFORE + AFTER) * tickSeconds(selectors) - selectors.scrapeSeconds;

const BAD = 'node-1';

function checksOf(scenario: Scenario, selectors: Selectors): readonly ExprCheck[] {
  const { bound, seenBy = [], tolerated = [] } = scenario;
  const end = duration(endAt(selectors));
  const alerts = selector(foreignMetric('ALERTS'), { alertstate: 'firing' });
  const everFired = (matchers: Parameters<typeof selector>[1]): ExprCheck => ({
    expr: print(countOverTime(selector(foreignMetric('ALERTS'), { alertstate: 'firing', ...matchers }), end)),
    eval_time: end,
    exp_samples: [],
  });
  if (bound === undefined) return [everFired(tolerated.length === 0 ? {} : { alertname: notRe(tolerated.join('|')) })];
  const enabled = new Set(enabledAlerts(selectors).map(({ name }) => name));
  const noticed = seenBy.filter((name) => enabled.has(name));
  const fires = (name: string): Expr =>
    group(selector(alerts.metric, { alertname: name, alertstate: 'firing', [selectors.settings.groupBy]: BAD }), [
      'alertname',
    ]);
  return [
    ...noticed.map((name) => ({
      expr: print(fires(name)),
      eval_time: duration(faultAt(selectors) + boundSeconds(bound, selectors)),
      exp_samples: [{ labels: `{alertname="${name}"}`, value: 1 }],
    })),
    everFired({ [selectors.settings.groupBy]: notRe(`${escapeRe(BAD)}|`), alertname: not('') }),
  ];
}

/** What holds with reports and scrapes every minute is stretched where samples are farther apart. */
export function boundSeconds(bound: NonNullable<Scenario['bound']>, selectors: Selectors): number {
  if ('ticks' in bound) return bound.ticks * tickSeconds(selectors);
  const interval = seconds(selectors.settings.intervals.impstats);
  const least = seconds(selectors.settings.thresholds.statisticsAge) + selectors.evaluationSeconds;
  return Math.max(bound.intervals * interval, Math.ceil(least / 60) * 60);
}

/** When each alert began to fire on the bad node (or on none), in seconds of the test's time. */
export function firstFired(selectors: Selectors): Expr {
  const alerts = selector(foreignMetric('ALERTS'), { alertstate: 'firing' });
  const since = subquery(
    'min_over_time',
    timestamp(alerts),
    duration(endAt(selectors)),
    duration(selectors.evaluationSeconds),
  );
  return min(since, ['alertname', 'name', 'queue', selectors.settings.groupBy]);
}
