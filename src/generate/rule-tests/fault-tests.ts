// Faults and healthy situations as promtool tests: each fault raises its alerts in time, and on no other node; a healthy situation
// raises none.
import { enabledAlerts } from '../alerts/index.ts';
import { duration, seconds } from '../settings/duration.ts';
import { FAULTS } from './faults/faults.ts';
import { HEALTHY } from './faults/healthy.ts';
import { AFTER, BEFORE, HEALED, situationsOf, tickSeconds, type Bound, type Scenario } from './faults/scenario.ts';
import { scenarioSeries } from './faults/scraped-series.ts';
import type { Selectors } from '../promql/selectors.ts';
import { foreignMetric } from '../promql/metric.ts';
import {
  absent,
  countOverTime,
  escapeRe,
  group,
  not,
  notRe,
  print,
  re,
  selector,
  subquery,
  type Matchers,
} from '../promql/index.ts';
import { nodeName } from '../timelines/scraped-labels.ts';
import { testFile, type TestFile } from './test-file.ts';

export const SCENARIOS: readonly Scenario[] = [...FAULTS, ...HEALTHY];

/** Those that need no settings. */
const USUAL = SCENARIOS.filter(({ settings }) => settings === undefined);

interface ExprCheck {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

interface ExprChecks {
  readonly promql_expr_test: readonly ExprCheck[];
}

/** @param ruleFile path of the rule file, relative to the test file */
export function faultTests(selectors: Selectors, ruleFile: string, scenarios = USUAL): TestFile<ExprChecks> {
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
  (BEFORE + AFTER + HEALED) * tickSeconds(selectors) - selectors.scrapeSeconds;
/** Time of the last sample of the fault, in seconds. */
const faultEnd = (selectors: Selectors): number => (BEFORE + AFTER) * tickSeconds(selectors) - selectors.scrapeSeconds;

/** The node with the fault. */
const BAD = nodeName(1);

const ALERTS = foreignMetric('ALERTS');

/** Ticks after the end of the fault in which its alerts end. Outages are counted for longer. */
const RESOLVED_AFTER = 12;
const FLAPS_RESOLVED_AFTER = 15;
const FLAPS = 'RsyslogActionFlaps';

function checksOf(scenario: Scenario, selectors: Selectors): readonly ExprCheck[] {
  const { bound, seenBy = [], tolerated = [], isEverywhere = false } = scenario;
  const end = endSeconds(selectors);
  if (bound === undefined)
    return [neverFired(tolerated.length === 0 ? {} : { alertname: notRe(tolerated.join('|')) }, 0, end)];
  const { groupBy } = selectors.settings;
  const bad = { [groupBy]: BAD };
  const enabled = new Set<string>(enabledAlerts(selectors).map(({ name }) => name));
  const seen = seenBy.filter((name) => enabled.has(name));
  const seenAt = faultSeconds(selectors) + boundSeconds(bound, selectors);
  const resolvedAt = (ticks: number) => faultEnd(selectors) + (ticks + 1) * tickSeconds(selectors);
  return [
    ...seen.map((alertname) => ({
      expr: print(group(firing({ alertname, ...bad }), ['alertname'])),
      eval_time: duration(seenAt),
      exp_samples: [{ labels: `{alertname="${alertname}"}`, value: 1 }],
    })),
    ...(seen.length === 0 ? [] : [alwaysFires({ alertname: re(seen.join('|')), ...bad }, seenAt, selectors)]),
    neverFired({ alertname: not(FLAPS), ...bad }, resolvedAt(RESOLVED_AFTER), end),
    neverFired({ alertname: FLAPS, ...bad }, resolvedAt(FLAPS_RESOLVED_AFTER), end),
    ...(isEverywhere ? [] : [neverFired({ [groupBy]: notRe(`${escapeRe(BAD)}|`), alertname: not('') }, 0, end)]),
  ];
}

const firing = (matchers: Matchers) => selector(ALERTS, { alertstate: 'firing', ...matchers });

/** @param since @param until seconds */
const neverFired = (matchers: Matchers, since: number, until: number): ExprCheck => ({
  expr: print(countOverTime(firing(matchers), duration(until - since))),
  eval_time: duration(until),
  exp_samples: [],
});

/** One of the alerts fires at every evaluation until the fault ends. */
function alwaysFires(matchers: Matchers, since: number, selectors: Selectors): ExprCheck {
  const until = faultEnd(selectors);
  const step = duration(selectors.evaluationSeconds);
  return {
    expr: print(subquery('count_over_time', absent(firing(matchers)), duration(until - since), step)),
    eval_time: duration(until),
    exp_samples: [],
  };
}

/** Bounds are meant for reports and scrapes every minute, and grow with longer intervals. */
function boundSeconds(bound: Bound, selectors: Selectors): number {
  if ('ticks' in bound) return bound.ticks * tickSeconds(selectors);
  const interval = seconds(selectors.settings.intervals.impstats);
  const least = seconds(selectors.settings.thresholds.statisticsAge) + selectors.evaluationSeconds;
  return Math.max(bound.intervals * interval, Math.ceil(least / 60) * 60);
}
