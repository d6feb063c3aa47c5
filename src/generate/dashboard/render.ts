// Renders the dashboard as the JSON of one product. The output depends on the settings alone, not on the time or the machine.
import { compare, print, resets, sum } from '../promql/index.ts';
import { HEADER } from '../header.ts';
import type { PlacedPanel, PlacedRow } from './layout.ts';
import { dashboardLinks } from './links.ts';
import type { Panel, StatPanel, TablePanel } from './panels/panel.ts';
import type { Scope } from './panels/scope.ts';
import type { ProductFormat } from './product-format.ts';
import { tableOverrides, tableTransformations } from './table.ts';
import { graphTargets, statTarget, tableTargets } from './targets.ts';
import { thresholdSteps } from './thresholds.ts';
import { plainVariables, queryVariables, queryVariable } from './variables.ts';

export function renderDashboard(format: ProductFormat, scope: Scope, rows: readonly PlacedRow[]): object {
  const { uid, title, tags } = scope.settings.dashboard;
  const [datasource, ...plain] = plainVariables(scope);
  const queried = queryVariables(scope).map((variable) => queryVariable(variable, format.variable(variable)));
  return {
    annotations: { list: [restarts(format, scope)] },
    description: HEADER,
    editable: true,
    graphTooltip: 1,
    id: null,
    links: dashboardLinks(scope),
    panels: rows.flatMap((row) => rowPanels(format, scope, row)),
    refresh: '1m',
    schemaVersion: format.schemaVersion,
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

/** A vertical line at every restart of rsyslogd on the chosen nodes. */
function restarts(format: ProductFormat, scope: Scope): object {
  const { selectors } = scope;
  const expr = compare(
    sum(resets(selectors.counter('impstats', 'utime'), selectors.window('1m')), selectors.node),
    '>',
    0,
  );
  return {
    enable: true,
    hide: false,
    iconColor: 'rgba(255, 96, 96, 1)',
    name: 'Restarts of rsyslogd',
    titleFormat: 'rsyslogd was restarted',
    ...format.annotation(print(expr), scope),
  };
}

/** A collapsed row holds its panels; an open one precedes them. */
function rowPanels(format: ProductFormat, scope: Scope, row: PlacedRow): readonly object[] {
  const { id, position, title, isCollapsed } = row;
  const panels = row.panels.map((panel) => renderPanel(format, scope, panel));
  const header = { collapsed: isCollapsed, ...format.row, gridPos: position, id, title, type: 'row' };
  return isCollapsed ? [{ ...header, panels }] : [{ ...header, panels: [] }, ...panels];
}

function renderPanel(format: ProductFormat, scope: Scope, { id, position, panel }: PlacedPanel): object {
  const { title, description } = panel;
  return {
    datasource: format.datasource,
    description: typeof description === 'string' ? description : description(scope),
    gridPos: position,
    id,
    pluginVersion: format.pluginVersion,
    title,
    ...ownKeys(format, scope, panel),
  };
}

function ownKeys(format: ProductFormat, scope: Scope, panel: Panel): object {
  const complete = (targets: readonly object[]) => targets.map((target) => ({ ...format.target, ...target }));
  switch (panel.kind) {
    case 'graph':
      return format.graph(panel, panel.threshold?.(scope), complete(graphTargets(panel.queries(scope), scope)));
    case 'stat':
      return { ...stat(panel, scope), targets: complete([statTarget(panel.query(scope), scope)]) };
    case 'table':
      return {
        ...table(panel, scope, format),
        targets: complete(tableTargets(panel.columns(scope), scope)),
        transformations: tableTransformations(panel, scope),
      };
  }
}

function stat(panel: StatPanel, scope: Scope): object {
  const thresholds = panel.thresholds(scope);
  return {
    type: 'stat',
    fieldConfig: {
      defaults: {
        color: { mode: 'thresholds' },
        mappings: [],
        noValue: panel.ifEmpty,
        thresholds: thresholdSteps(thresholds),
        unit: panel.unit,
      },
      overrides: [],
    },
    options: {
      colorMode: thresholds.length === 0 ? 'value' : 'background',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      text: {},
      textMode: panel.showsName === true ? 'value_and_name' : 'value',
    },
  };
}

function table(panel: TablePanel, scope: Scope, { tableCells, coloredCell }: ProductFormat): object {
  return {
    type: 'table',
    fieldConfig: {
      defaults: {
        color: { mode: 'thresholds' },
        custom: tableCells,
        mappings: [],
        thresholds: thresholdSteps([]),
        unit: 'short',
      },
      overrides: tableOverrides(panel, scope, coloredCell),
    },
    options: { showHeader: true, sortBy: panel.worstBy.map((title) => ({ displayName: title, desc: true })) },
  };
}
