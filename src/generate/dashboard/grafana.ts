// The dashboard for a current Grafana: graphs are of the type "timeseries", datasources are objects.
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

/** That of Grafana 10 and 11; later ones translate it. */
const SCHEMA_VERSION = 39;
const PLUGIN_VERSION = '11.0.0';
const DATASOURCE = { type: 'prometheus', uid: `\${${VARIABLES.datasource}}` } as const;

export function grafanaDashboard(scope: Scope, rows: readonly PlacedRow[]): object {
  return dashboardFrame(scope, {
    schemaVersion: SCHEMA_VERSION,
    annotations: [
      {
        ...RESTARTS,
        datasource: DATASOURCE,
        tagKeys: scope.selectors.node.join(','),
        target: { expr: restartQuery(scope), interval: scope.interval, refId: 'Anno' },
        textFormat: scope.nodeLegend,
      },
    ],
    variable: ({ query, name }) => ({
      datasource: DATASOURCE,
      definition: query,
      query: { query, refId: `Values of ${name}` },
    }),
    panels: rows.flatMap((row) => rowPanels(row, scope)),
  });
}

function rowPanels({ id, at, title, isCollapsed, panels }: PlacedRow, scope: Scope): readonly object[] {
  const rendered = panels.map((panel) => renderPanel(panel, scope));
  const row = { collapsed: isCollapsed, gridPos: at, id, title, type: 'row' };
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
      return { ...common, ...timeseries(panel, scope) };
    case 'stat':
      return { ...common, ...stat(panel, scope) };
    case 'table':
      return { ...common, ...table(panel, scope) };
  }
}

const withDatasource = (targets: readonly object[]): readonly object[] =>
  targets.map((target) => ({ datasource: DATASOURCE, ...target }));

function timeseries(panel: GraphPanel, scope: Scope): object {
  const { unit, isStacked = false, showsNumbers = false } = panel;
  const threshold = graphThreshold(panel, scope);
  return {
    type: 'timeseries',
    fieldConfig: {
      defaults: {
        color: { mode: 'palette-classic' },
        custom: {
          drawStyle: 'line',
          fillOpacity: isStacked ? 40 : 10,
          lineInterpolation: 'linear',
          lineWidth: 1,
          showPoints: 'never',
          spanNulls: false,
          stacking: { group: 'A', mode: isStacked ? 'normal' : 'none' },
          thresholdsStyle: { mode: threshold === undefined ? 'off' : 'line' },
        },
        mappings: [],
        min: 0,
        thresholds: thresholdSteps(threshold === undefined ? [] : [{ value: threshold, color: 'red' }]),
        unit,
      },
      overrides: [],
    },
    options: {
      legend: {
        calcs: showsNumbers ? ['mean', 'max', 'lastNotNull'] : [],
        displayMode: showsNumbers ? 'table' : 'list',
        placement: 'bottom',
        showLegend: true,
      },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    targets: withDatasource(graphTargets(panel.queries(scope), scope)),
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
    targets: withDatasource([statTarget(panel.query(scope), scope)]),
  };
}

function table(panel: TablePanel, scope: Scope): object {
  const colored = { id: 'custom.cellOptions', value: { mode: 'gradient', type: 'color-background' } };
  return {
    type: 'table',
    fieldConfig: {
      defaults: {
        color: { mode: 'thresholds' },
        custom: { align: 'auto', cellOptions: { type: 'auto' }, filterable: true },
        mappings: [],
        thresholds: thresholdSteps([]),
        unit: 'short',
      },
      overrides: tableOverrides(panel, scope, colored),
    },
    options: { showHeader: true, sortBy: sortBy(panel) },
    targets: withDatasource(tableTargets(panel.columns(scope), scope)),
    transformations: tableTransformations(panel, scope),
  };
}
