// The format of Plutono 7.5, a fork of Grafana 7.5: graphs are of the type "graph", datasources are strings.
import { VARIABLES } from './panels/scope.ts';
import type { ProductFormat } from './product-format.ts';

const DATASOURCE = `$${VARIABLES.datasource}`;

export const PLUTONO: ProductFormat = {
  // Plutono silently resets a higher version, without a migration.
  schemaVersion: 27,
  // Without it Plutono runs old migrations over the panels.
  pluginVersion: '7.5.49',
  datasource: DATASOURCE,
  row: { datasource: null },
  target: {},
  tableCells: { align: null, displayMode: 'auto', filterable: true },
  coloredCell: { id: 'custom.displayMode', value: 'color-background' },
  annotation: (expr, { selectors, interval, nodeLegend }) => ({
    datasource: DATASOURCE,
    expr,
    showIn: 0,
    step: interval,
    tagKeys: selectors.node.join(','),
    textFormat: nodeLegend,
    useValueForTime: false,
  }),
  variable: ({ query }) => ({ datasource: DATASOURCE, definition: query, query }),
  graph: ({ unit, isStacked = false, showsNumbers = false }, threshold, targets) => ({
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
    targets,
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
  }),
};
