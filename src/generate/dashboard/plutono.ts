// The dashboard for Plutono 7.5, which is Grafana 7.5: graphs are of the type "graph", datasources are texts, the schema is 27.
import type { PlacedPanel, PlacedRow } from './layout.ts';
import type { GraphPanel, StatPanel, TablePanel } from './panels/panel.ts';
import { VARIABLES, type Scope } from './panels/scope.ts';
import {
  dashboardFrame,
  descriptionOf,
  graphTargets,
  graphThreshold,
  RESTARTS,
  restartQuery,
  sortBy,
  statOptions,
  statTarget,
  tableOverrides,
  tableTargets,
  tableTransformations,
  thresholdSteps,
} from './parts.ts';

/** A higher one is reset without a word, and nothing is translated. */
const SCHEMA_VERSION = 27;
/** Without it old migrations run over the panels. */
const PLUGIN_VERSION = '7.5.49';
const DATASOURCE = `$${VARIABLES.datasource}`;

export function plutonoDashboard(scope: Scope, rows: readonly PlacedRow[]): object {
  return dashboardFrame(scope, {
    schemaVersion: SCHEMA_VERSION,
    annotations: [
      {
        ...RESTARTS,
        datasource: DATASOURCE,
        expr: restartQuery(scope),
        showIn: 0,
        step: scope.interval,
        tagKeys: scope.selectors.node.join(','),
        textFormat: scope.nodeLegend,
        useValueForTime: false,
      },
    ],
    variable: ({ query }) => ({ datasource: DATASOURCE, definition: query, query }),
    panels: rows.flatMap((row) => rowPanels(row, scope)),
  });
}

function rowPanels({ id, at, title, isCollapsed, panels }: PlacedRow, scope: Scope): readonly object[] {
  const rendered = panels.map((panel) => renderPanel(panel, scope));
  const row = { collapsed: isCollapsed, datasource: null, gridPos: at, id, title, type: 'row' };
  return isCollapsed ? [{ ...row, panels: rendered }] : [{ ...row, panels: [] }, ...rendered];
}

function renderPanel({ id, at, panel }: PlacedPanel, scope: Scope): object {
  const common = {
    datasource: DATASOURCE,
    description: descriptionOf(panel, scope),
    gridPos: at,
    id,
    pluginVersion: PLUGIN_VERSION,
    title: panel.title,
  };
  switch (panel.kind) {
    case 'graph':
      return { ...common, ...graph(panel, scope) };
    case 'stat':
      return { ...common, ...stat(panel, scope) };
    case 'table':
      return { ...common, ...table(panel, scope) };
  }
}

function graph(panel: GraphPanel, scope: Scope): object {
  const { unit, isStacked = false, showsNumbers = false } = panel;
  const threshold = graphThreshold(panel, scope);
  return {
    type: 'graph',
    aliasColors: {},
    bars: false,
    dashes: false,
    fieldConfig: { defaults: { unit }, overrides: [] },
    fill: isStacked ? 4 : 1,
    fillGradient: 0,
    legend: {
      alignAsTable: showsNumbers,
      avg: showsNumbers,
      current: showsNumbers,
      hideEmpty: false,
      hideZero: false,
      max: showsNumbers,
      min: false,
      rightSide: false,
      show: true,
      total: false,
      values: showsNumbers,
    },
    lines: true,
    linewidth: 1,
    nullPointMode: 'null',
    percentage: false,
    pointradius: 2,
    points: false,
    renderer: 'flot',
    seriesOverrides: [],
    stack: isStacked,
    steppedLine: false,
    targets: graphTargets(panel.queries(scope), scope),
    thresholds:
      threshold === undefined
        ? []
        : [{ colorMode: 'critical', fill: false, line: true, op: 'gt', value: threshold, yaxis: 'left' }],
    tooltip: { shared: true, sort: 2, value_type: 'individual' },
    xaxis: { mode: 'time', show: true, values: [] },
    yaxes: [
      { format: unit, logBase: 1, min: '0', show: true },
      { format: 'short', logBase: 1, show: false },
    ],
    yaxis: { align: false },
  };
}

function stat(panel: StatPanel, scope: Scope): object {
  return {
    type: 'stat',
    fieldConfig: {
      defaults: {
        color: { mode: 'thresholds' },
        mappings: [],
        noValue: panel.ifEmpty,
        thresholds: thresholdSteps(panel.thresholds(scope)),
        unit: panel.unit,
      },
      overrides: [],
    },
    options: statOptions(panel, scope),
    targets: [statTarget(panel.query(scope), scope)],
  };
}

function table(panel: TablePanel, scope: Scope): object {
  return {
    type: 'table',
    fieldConfig: {
      defaults: {
        color: { mode: 'thresholds' },
        custom: { align: null, displayMode: 'auto', filterable: true },
        mappings: [],
        thresholds: thresholdSteps([]),
        unit: 'short',
      },
      overrides: tableOverrides(panel, scope, { id: 'custom.displayMode', value: 'color-background' }),
    },
    options: { showHeader: true, sortBy: sortBy(panel) },
    targets: tableTargets(panel.columns(scope), scope),
    transformations: tableTransformations(panel, scope),
  };
}
