// What Plutono and Grafana write differently: the vocabulary that render.ts takes from each product.
import type { GraphPanel } from './panels/panel.ts';
import type { Scope } from './panels/scope.ts';
import type { QueryVariable } from './variables.ts';

export interface ProductFormat {
  readonly schemaVersion: number;
  /** version in which the panels are written; the product migrates panels of older ones */
  readonly pluginVersion: string;
  /** the dashboard's datasource variable */
  readonly datasource: string | object;
  /** keys of a row beside those that both products have */
  readonly row: object;
  /** keys of a target beside those that both products have */
  readonly target: object;
  /** `custom` of a table's field defaults */
  readonly tableCells: object;
  /** property of a field override that colours a cell by its thresholds */
  readonly coloredCell: object;
  /** keys of a query annotation beside those that both products have */
  readonly annotation: (expr: string, scope: Scope) => object;
  /** keys of a variable beside those that both products have */
  readonly variable: (variable: QueryVariable) => object;
  /** all keys of a graph beside those that every panel has */
  readonly graph: (panel: GraphPanel, threshold: number | undefined, targets: readonly object[]) => object;
}
