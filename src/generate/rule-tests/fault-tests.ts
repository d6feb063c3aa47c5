// Faults and healthy situations as promtool tests: each fault raises its alerts in time, and on no other node; a healthy situation
// raises none.
import { enabledAlerts } from '../alerts/index.ts';
import { duration, seconds } from '../settings/duration.ts';
import { FAULTS } from './faults/faults.ts';
import { HEALTHY } from './faults/healthy.ts';
import { AFTER, BEFORE, situationsOf, tickSeconds, type Bound, type Scenario } from './faults/scenario.ts';
import { scenarioSeries } from './faults/scraped-series.ts';
import type { Selectors } from '../promql/selectors.ts';
import { foreignMetric } from '../promql/metric.ts';
import { countOverTime, escapeRe, group, not, notRe, print, selector, type Matchers } from '../promql/index.ts';
import { nodeName } from '../timelines/scraped-labels.ts';
import { testFile, type TestFile } from './test-file.ts';

export const SCENARIOS: readonly Scenario[] = [...FAULTS, ...HEALTHY];

interface ExprCheck {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

interface ExprChecks {
  readonly promql_expr_test: readonly ExprCheck[];
}

/** @param ruleFile path of the rule file, relative to the test file */
export function faultTests(selectors: Selectors, ruleFile: string, scenarios = SCENARIOS): TestFile<ExprChecks> {
  const groups = scenarios.map((scenario) => ({
    name: nameOf(scenario),
    input_series: scenarioSeries(scenario, selectors),
    promql_expr_test: checksOf(scenario, selectors),
  }));
  return testFile(selectors, ruleFile, groups);
}

function nameOf(scenario: Scenario): string {
  const situations = situationsOf(scenario);
  return `${situations.map(({ id }) => id).join(', ')}: ${situations.map(({ title }) => title).join('; or ')}`;
}

/** Time of the fault in a test, in seconds. */
export const faultSeconds = (selectors: Selectors): number => BEFORE * tickSeconds(selectors);
/** Time of the last sample of a test, in seconds. */
export const endSeconds = (selectors: Selectors): number =>
  (BEFORE + AFTER) * tickSeconds(selectors) - selectors.scrapeSeconds;

/** The node with the fault. */
const BAD = nodeName(1);

const ALERTS = foreignMetric('ALERTS');

function checksOf({ bound, seenBy = [], tolerated = [] }: Scenario, selectors: Selectors): readonly ExprCheck[] {
  const end = duration(endSeconds(selectors));
  const neverFired = (matchers: Matchers): ExprCheck => ({
    expr: print(countOverTime(selector(ALERTS, { alertstate: 'firing', ...matchers }), end)),
    eval_time: end,
    exp_samples: [],
  });
  if (bound === undefined) return [neverFired(tolerated.length === 0 ? {} : { alertname: notRe(tolerated.join('|')) })];
  const { groupBy } = selectors.settings;
  const enabled = new Set<string>(enabledAlerts(selectors).map(({ name }) => name));
  const fires = (alertname: string) =>
    group(selector(ALERTS, { alertname, alertstate: 'firing', [groupBy]: BAD }), ['alertname']);
  return [
    ...seenBy
      .filter((name) => enabled.has(name))
      .map((name) => ({
        expr: print(fires(name)),
        eval_time: duration(faultSeconds(selectors) + boundSeconds(bound, selectors)),
        exp_samples: [{ labels: `{alertname="${name}"}`, value: 1 }],
      })),
    neverFired({ [groupBy]: notRe(`${escapeRe(BAD)}|`), alertname: not('') }),
  ];
}

/** Bounds are meant for reports and scrapes every minute, and grow with longer intervals. */
function boundSeconds(bound: Bound, selectors: Selectors): number {
  if ('ticks' in bound) return bound.ticks * tickSeconds(selectors);
  const interval = seconds(selectors.settings.intervals.impstats);
  const least = seconds(selectors.settings.thresholds.statisticsAge) + selectors.evaluationSeconds;
  return Math.max(bound.intervals * interval, Math.ceil(least / 60) * 60);
}
