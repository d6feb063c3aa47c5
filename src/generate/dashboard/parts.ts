// What Plutono and Grafana take alike: targets, tables, thresholds, the frame of the dashboard.
import { dashboardLinks, nodeLinks } from './links.ts';
import { plainVariables, queryVariables, queryVariable, type QueryVariable } from './variables.ts';
import { compare, print, resets, sum } from '../promql/index.ts';
import type { Column, GraphPanel, Panel, Query, StatPanel, TablePanel, Threshold } from './panels/panel.ts';
import type { Scope } from './panels/scope.ts';
import { HEADER } from '../yaml.ts';

const NEUTRAL = 'blue';
const GOOD = 'green';

export const descriptionOf = ({ description }: Panel, scope: Scope): string =>
  typeof description === 'string' ? description : description(scope);

const refId = (index: number): string => String.fromCodePoint('A'.codePointAt(0)! + index);

/** `interval` is what keeps $__rate_interval at four samples or more. */
export function graphTargets(queries: readonly Query[], { interval }: Scope): readonly object[] {
  return queries.map(({ expr, legend }, index) => ({
    expr: print(expr),
    format: 'time_series',
    interval,
    intervalFactor: 1,
    legendFormat: legend,
    refId: refId(index),
  }));
}

/** Instant: a range as wide as a week would hide what is now. */
export function statTarget({ expr, legend }: Query, { interval }: Scope): object {
  return { expr: print(expr), format: 'time_series', instant: true, interval, legendFormat: legend, refId: 'A' };
}

export function tableTargets(columns: readonly Column[], { interval }: Scope): readonly object[] {
  return columns.map(({ expr }, index) => ({
    expr: print(expr),
    format: 'table',
    instant: true,
    interval,
    legendFormat: '',
    refId: refId(index),
  }));
}

/** Without any threshold of the panel's own the colour says nothing, instead of what the product thinks of 80. */
export function thresholdSteps(thresholds: readonly Threshold[]): object {
  const base = { color: thresholds.length === 0 ? NEUTRAL : GOOD, value: null };
  return { mode: 'absolute', steps: [base, ...thresholds.map(({ color, value }) => ({ color, value }))] };
}

/** One line per combination of labels: the answers side by side, in order, under titles. */
export function tableTransformations(panel: TablePanel, scope: Scope): readonly object[] {
  const labels = panel.labels(scope);
  const columns = panel.columns(scope);
  const hidden = ['Time'];
  const values = columns.flatMap(({ title }, index) =>
    valueNames(index, columns.length).map((name) => [name, title] as const),
  );
  if (panel.showsValues === false) hidden.push(...values.map(([name]) => name));
  const shown = panel.showsValues === false ? labels : [...labels, ...values];
  return [
    { id: 'merge', options: {} },
    {
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(hidden.map((name) => [name, true])),
        indexByName: Object.fromEntries(shown.map(([name], index) => [name, index])),
        renameByName: Object.fromEntries(shown),
      },
    },
  ];
}

/** How the products name the value of a query: after its letter, but for a single query. */
function valueNames(index: number, count: number): readonly string[] {
  const lettered = `Value #${refId(index)}`;
  return count === 1 ? ['Value', lettered] : [lettered];
}

/** @param colored what makes a cell take the colour of its threshold */
export function tableOverrides(panel: TablePanel, scope: Scope, colored: object): readonly object[] {
  const byTitle = (title: string, properties: readonly object[]) => ({
    matcher: { id: 'byName', options: title },
    properties,
  });
  const nodeTitle = panel.labels(scope).find(([label]) => label === scope.settings.groupBy)?.[1];
  const links = nodeTitle === undefined ? [] : [byTitle(nodeTitle, [{ id: 'links', value: nodeLinks(scope) }])];
  if (panel.showsValues === false) return links;
  return [
    ...links,
    ...panel
      .columns(scope)
      .map(({ title, unit, thresholds = [] }) =>
        byTitle(title, [
          { id: 'unit', value: unit },
          { id: 'thresholds', value: thresholdSteps(thresholds) },
          ...(thresholds.length === 0 ? [] : [colored]),
        ]),
      ),
  ];
}

export const sortBy = ({ worstBy }: TablePanel): readonly object[] =>
  worstBy.map((title) => ({ displayName: title, desc: true }));

export const statOptions = ({ showsName = false, thresholds }: StatPanel, scope: Scope): object => ({
  colorMode: thresholds(scope).length === 0 ? 'value' : 'background',
  graphMode: 'none',
  justifyMode: 'auto',
  orientation: 'auto',
  reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
  text: {},
  textMode: showsName ? 'value_and_name' : 'value',
});

/** Lines of a graph that is stacked add up; the threshold of a graph is a line. */
export const graphThreshold = ({ threshold }: GraphPanel, scope: Scope): number | undefined => threshold?.(scope);

/** Draws a line at every restart of rsyslogd on the chosen nodes. */
export function restartQuery({ selectors }: Scope): string {
  return print(
    compare(sum(resets(selectors.counter('impstats', 'utime'), selectors.window('1m')), selectors.node), '>', 0),
  );
}

export const RESTARTS = {
  enable: true,
  hide: false,
  iconColor: 'rgba(255, 96, 96, 1)',
  name: 'Restarts of rsyslogd',
  titleFormat: 'rsyslogd was restarted',
} as const;

export interface Frame {
  readonly schemaVersion: number;
  readonly annotations: readonly object[];
  readonly variable: (variable: QueryVariable) => object;
  readonly panels: readonly object[];
}

/** Everything around the panels. Nothing in it depends on when it is made. */
export function dashboardFrame(scope: Scope, { schemaVersion, annotations, variable, panels }: Frame): object {
  const { uid, title, tags } = scope.settings.dashboard;
  const [datasource, ...plain] = plainVariables(scope);
  const queried = queryVariables(scope).map((one) => queryVariable(one, variable(one)));
  return {
    annotations: { list: annotations },
    description: HEADER,
    editable: true,
    graphTooltip: 1,
    id: null,
    links: dashboardLinks(scope),
    panels,
    refresh: '1m',
    schemaVersion,
    tags,
    templating: { list: [datasource, ...queried, ...plain] },
    time: { from: 'now-1h', to: 'now' },
    timepicker: {},
    timezone: 'utc',
    title,
    uid,
    version: 1,
  };
}
