// The format of a current Grafana: graphs are of the type "timeseries", datasources are objects.
import { VARIABLES } from './panels/scope.ts';
import type { ProductFormat } from './product-format.ts';
import { thresholdSteps } from './thresholds.ts';

const DATASOURCE = { type: 'prometheus', uid: `\${${VARIABLES.datasource}}` } as const;

export const GRAFANA: ProductFormat = {
  // Grafana 10 and 11 use it; later versions migrate it.
  schemaVersion: 39,
  pluginVersion: '11.0.0',
  datasource: DATASOURCE,
  row: {},
  target: { datasource: DATASOURCE },
  tableCells: { align: 'auto', cellOptions: { type: 'auto' }, filterable: true },
  coloredCell: { id: 'custom.cellOptions', value: { mode: 'gradient', type: 'color-background' } },
  annotation: (expr, { selectors, interval, nodeLegend }) => ({
    datasource: DATASOURCE,
    tagKeys: selectors.node.join(','),
    target: { expr, interval, refId: 'Anno' },
    textFormat: nodeLegend,
  }),
  variable: ({ query, name }) => ({
    datasource: DATASOURCE,
    definition: query,
    query: { query, refId: `Values of ${name}` },
  }),
  graph: ({ unit, isStacked = false, showsNumbers = false }, threshold, targets) => ({
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
    targets,
  }),
};
