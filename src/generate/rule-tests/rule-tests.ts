// Alerts as promtool unit tests: each fires, stays silent, survives missing series and a restart, and finds one bad node in fifty.
import { enabledAlerts } from '../alerts/index.ts';
import { pendingOf } from '../alerts/pending.ts';
import { UNNAMED, type Alert, type Shown } from '../alerts/alert.ts';
import { duration } from '../settings/duration.ts';
import type { Selectors } from '../promql/selectors.ts';
import { annotations, ruleLabels } from '../rules/rules.ts';
import type { AlertTests, AlsoFires, TestSeries } from '../timelines/alert-tests.ts';
import { inputSeries, type Labels } from '../timelines/series-notation.ts';
import { restarted } from '../timelines/timeline.ts';
import { HISTORY_EVALUATION_SECONDS } from '../timelines/habits.ts';
import { labelsOfNode, nodeName, scrapedLabels } from '../timelines/scraped-labels.ts';
import { testFile, type TestFile, type TestGroup } from './test-file.ts';

/** Nodes among which a single bad one must be found. */
const FLEET = 50;

/** Healthy nodes that keep the series that stay 0; the others only add to their number. */
const NODES_WITH_ALL_SERIES = 3;

interface AlertCheck {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts: readonly { readonly exp_labels: Labels; readonly exp_annotations: Labels }[];
}

interface AlertChecks {
  readonly alert_rule_test: readonly AlertCheck[];
}

/** @param ruleFile path of the rule file, relative to the test file */
export function ruleTests(
  selectors: Selectors,
  ruleFile: string,
  alerts: readonly Alert[] = enabledAlerts(selectors),
  nodes = FLEET,
): TestFile<AlertChecks> {
  const groups = alerts.flatMap((alert) => testsOf(alert, selectors, nodes));
  return testFile(selectors, ruleFile, groups);
}

/** Series of many hours, which are evaluated more rarely. */
export function historyTests(
  selectors: Selectors,
  ruleFile: string,
  alerts: readonly Alert[] = enabledAlerts(selectors),
): TestFile<AlertChecks> {
  const groups = alerts.flatMap((alert) => {
    const { history = [] } = alert.tests(selectors, pendingOf(alert, selectors));
    return history.map(({ title, lines }) => {
      const last = endOf(lines, selectors.scrapeSeconds);
      const checks = [last - HISTORY_EVALUATION_SECONDS, last].map((time) => silent(alert, time));
      return group(selectors, `${alert.name}: is silent: ${title}`, on(nodeName(1), lines), checks);
    });
  });
  return testFile(selectors, ruleFile, groups, HISTORY_EVALUATION_SECONDS);
}

function testsOf(alert: Alert, selectors: Selectors, nodes: number): readonly TestGroup<AlertChecks>[] {
  const tests = alert.tests(selectors, pendingOf(alert, selectors));
  const { good, bad, quiet, also = [] } = tests;
  const start = (tests.healthy - 1) * selectors.scrapeSeconds;
  const end = (tests.healthy + tests.faulty - 1) * selectors.scrapeSeconds;
  const badNode = nodeName(Math.ceil(nodes / 3));
  const named = (
    title: string,
    series: readonly ScrapedSeries[],
    checks: readonly AlertCheck[],
    sampledEvery?: number,
  ) => group(selectors, `${alert.name}: ${title}`, series, checks, sampledEvery);
  const isSilent = (time: number) => silent(alert, time);
  const fires = (own: Pick<AlsoFires, 'labels' | 'value' | 'recorded'>, at = end): AlertCheck => ({
    eval_time: duration(at),
    alertname: alert.name,
    exp_alerts: [expected(alert, selectors, { ...tests, ...own }, badNode)],
  });
  const theLast = (minutes: number, last: number) =>
    Array.from({ length: minutes }, (_, back) => last - (minutes - 1 - back) * 60);
  const moving = good.filter(({ values }) => values.some((value) => value !== 0));
  const fleet = Array.from({ length: nodes }, (_, index) => nodeName(index + 1));
  return [
    named('fires', on(badNode, bad), [isSilent(start), fires(tests)]),
    ...also.map(({ title, lines, sampledEvery, ...own }) =>
      named(
        `fires: ${title}`,
        on(badNode, lines),
        [isSilent(start), fires(own, endOf(lines, sampledEvery ?? selectors.scrapeSeconds))],
        sampledEvery,
      ),
    ),
    named('is silent when all is well', on(badNode, good), [isSilent(start), isSilent(end)]),
    ...quiet.map(({ title, lines }) =>
      named(`is silent: ${title}`, on(badNode, lines), theLast(5, endOf(lines, selectors.scrapeSeconds)).map(isSilent)),
    ),
    named('is silent when the series are missing', [], [isSilent(end)]),
    named('is silent after a restart', on(badNode, good.map(restarted)), aroundRestart(start, end).map(isSilent)),
    named(
      tests.oneOfFifty === 'silent' ? `does not see one bad node of ${nodes}` : `finds one bad node of ${nodes}`,
      fleet.flatMap((node, index) => on(node, node === badNode ? bad : index < NODES_WITH_ALL_SERIES ? good : moving)),
      [tests.oneOfFifty === 'silent' ? isSilent(end) : fires(tests)],
    ),
  ];
}

type ScrapedSeries = TestSeries & { readonly node: string };

function group(
  selectors: Selectors,
  name: string,
  series: readonly ScrapedSeries[],
  checks: readonly AlertCheck[],
  sampledEvery = selectors.scrapeSeconds,
): TestGroup<AlertChecks> & { readonly interval: string } {
  return {
    interval: duration(sampledEvery),
    name,
    input_series: series.map(({ metric, labels, node, values, scraped }) =>
      inputSeries(metric, scraped ? { ...labels, ...scraped } : scrapedLabels(labels, node, selectors), values),
    ),
    alert_rule_test: checks,
  };
}

const silent = ({ name }: Alert, time: number): AlertCheck => ({
  eval_time: duration(time),
  alertname: name,
  exp_alerts: [],
});

/** Time of the last sample, in seconds: a case may take longer than the others. */
const endOf = (lines: readonly TestSeries[], every: number): number =>
  Math.max(...lines.map(({ values }) => (values.length - 1) * every));

const on = (node: string, all: readonly TestSeries[]): readonly ScrapedSeries[] =>
  all.map((series) => ({ ...series, node }));

/** A restart affects an expression for a short time only, so that a few evaluations around the middle and one at the end suffice. */
function aroundRestart(start: number, end: number): readonly number[] {
  const middle = Math.floor((end + start) / 2 / 60) * 60;
  return [middle - 60, middle, middle + 60, middle + 120, end].filter((time) => time >= 0 && time <= end);
}

function expected(
  alert: Alert,
  selectors: Selectors,
  { labels: own, value, recorded, isPerNode = true }: AlertTests,
  node: string,
) {
  const labels = isPerNode ? { ...own, ...labelsOfNode(node, selectors) } : own;
  const keepsSelectors = own['origin'] !== undefined && alert.pack === 'relp';
  const shown: Shown = {
    label: (name) => labels[name] ?? '',
    firstOf: (names) => names.map((name) => labels[name] ?? '').find((text) => text !== '') ?? UNNAMED,
    query: (key, label) => (labels[label] ? `?${key}=${encodeURIComponent(labels[label])}` : ''),
    value: () => value,
    recorded: (_series, above, otherwise) => (recorded === undefined ? otherwise : above(recorded)),
  };
  return {
    exp_labels: { ...(keepsSelectors ? selectors.settings.selectors : {}), ...labels, ...ruleLabels(alert, selectors) },
    exp_annotations: annotations(alert, selectors, shown),
  };
}
