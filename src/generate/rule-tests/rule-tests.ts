// Alerts as promtool unit tests: each fires, stays silent, survives missing series and a restart, and finds one bad node in fifty.
import { enabledAlerts } from '../alerts/index.ts';
import { pendingOf } from '../alerts/pending.ts';
import type { Alert } from '../alerts/alert.ts';
import { restarted, type AlertTests, type Line } from '../timelines/timeline.ts';
import { duration } from '../settings/duration.ts';
import type { Selectors } from '../promql/selectors.ts';
import { inputSeries, type InputSeries, type Labels } from '../timelines/promtool.ts';
import { annotations, ruleLabels } from '../rules/rules.ts';

/** One bad node must be found among so many. */
const FLEET = 50;

/** Of further healthy nodes, which are there to be many, the series that stay 0 are left out. */
const FEW = 3;

interface AlertCheck {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts: readonly { readonly exp_labels: Labels; readonly exp_annotations: Labels }[];
}

export interface TestGroup {
  readonly name: string;
  readonly interval: string;
  readonly input_series: readonly InputSeries[];
  readonly alert_rule_test: readonly AlertCheck[];
}

export interface TestFile {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly TestGroup[];
}

/** @param ruleFile path of the rule file, as seen from the test file */
export function ruleTests(
  selectors: Selectors,
  ruleFile: string,
  alerts: readonly Alert[] = enabledAlerts(selectors),
  nodes = FLEET,
): TestFile {
  return {
    rule_files: [ruleFile],
    evaluation_interval: duration(selectors.evaluationSeconds),
    tests: alerts.flatMap((alert) => testsOf(alert, selectors, nodes)),
  };
}

function testsOf(alert: Alert, selectors: Selectors, nodes: number): readonly TestGroup[] {
  const tests = alert.tests(selectors, pendingOf(alert, selectors));
  const { good, bad, quiet, also = [] } = tests;
  const start = (tests.healthy - 1) * selectors.scrapeSeconds;
  const end = (tests.healthy + tests.faulty - 1) * selectors.scrapeSeconds;
  const one = nodeName(Math.ceil(nodes / 3));
  const write = (
    title: string,
    lines: readonly (readonly [Line, string])[],
    checks: readonly AlertCheck[],
  ): TestGroup => ({
    name: `${alert.name}: ${title}`,
    interval: duration(selectors.scrapeSeconds),
    input_series: lines.map(([line, node]) =>
      inputSeries(line.metric, scrapedLabels(line.labels, node, selectors), line.values),
    ),
    alert_rule_test: checks,
  });
  const on = (node: string, lines: readonly Line[]) => lines.map((line) => [line, node] as const);
  const silent = (at: number): AlertCheck => ({ eval_time: duration(at), alertname: alert.name, exp_alerts: [] });
  const fires = (labels: Labels, value = tests.value): AlertCheck => ({
    eval_time: duration(end),
    alertname: alert.name,
    exp_alerts: [expected(alert, selectors, { ...tests, value }, labels, one)],
  });
  const theLast = (minutes: number) => Array.from({ length: minutes }, (_, back) => end - (minutes - 1 - back) * 60);
  const moving = good.filter(({ values }) => values.some((value) => value !== 0));
  const fleet = Array.from({ length: nodes }, (_, index) => nodeName(index + 1));
  return [
    write('fires', on(one, bad), [silent(start), fires(tests.labels)]),
    ...also.map(({ title, lines, elsewhere = [], labels, value, isBadFromStart = false }) =>
      write(
        `fires: ${title}`,
        [...on(one, lines), ...on(nodeName(nodes), elsewhere)],
        [...(isBadFromStart ? [] : [silent(start)]), fires(labels, value)],
      ),
    ),
    write('is silent when all is well', on(one, good), [silent(start), silent(end)]),
    ...quiet.map(({ title, lines }) => write(`is silent: ${title}`, on(one, lines), theLast(5).map(silent))),
    write('is silent when the series are missing', [], [silent(end)]),
    write('is silent after a restart', on(one, good.map(restarted)), everyMinute(start, end).map(silent)),
    write(
      tests.oneOfFifty === 'silent' ? `does not see one bad node of ${nodes}` : `finds one bad node of ${nodes}`,
      fleet.flatMap((node, index) => on(node, node === one ? bad : index < FEW ? good : moving)),
      [tests.oneOfFifty === 'silent' ? silent(end) : fires(tests.labels)],
    ),
  ];
}

/** A restart shows for a short time only; a few looks around the middle are enough to catch a false alarm. */
function everyMinute(start: number, end: number): readonly number[] {
  const middle = Math.floor((end + start) / 2 / 60) * 60;
  return [middle - 60, middle, middle + 60, middle + 120, end].filter((at) => at >= 0 && at <= end);
}

const nodeName = (number: number): string => `node-${number}`;

function expected(
  alert: Alert,
  selectors: Selectors,
  { value, isPerNode = true }: AlertTests,
  own: Labels,
  node: string,
) {
  const labels: Record<string, string> = { ...own };
  if (isPerNode) for (const label of selectors.node) labels[label] = label === selectors.settings.groupBy ? node : KEPT;
  const keepsSelectors = own['origin'] !== undefined && alert.pack === 'relp';
  const shown = { label: (name: string) => labels[name] ?? '', value: () => value };
  return {
    exp_labels: { ...(keepsSelectors ? selectors.settings.selectors : {}), ...labels, ...ruleLabels(alert, selectors) },
    exp_annotations: annotations(alert, selectors, shown),
  };
}

const KEPT = 'kept';

/** What the scrape adds to the labels of a series; presence series are selected by labels of their own. */
export function scrapedLabels(own: Labels, node: string, { settings, node: nodeLabels }: Selectors): Labels {
  const labels: Record<string, string> = { ...own };
  for (const [label, value] of Object.entries(settings.selectors)) labels[label] ??= value;
  for (const label of nodeLabels) labels[label] = label === settings.groupBy ? node : KEPT;
  return labels;
}
