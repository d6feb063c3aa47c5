// The shape of a panel: data from which the dashboards of all products are rendered. Independent of products and of JSON.
import type { Expr } from '../../promql/index.ts';
import type { Scope } from './scope.ts';

/** cps: messages per second; percentunit: shares, where 1 is all. The names are those of Plutono 7.5 and of Grafana. */
export type Unit = 'cps' | 'percentunit' | 's' | 'bytes' | 'Bps' | 'short';

export interface Query {
  readonly expr: Expr;
  /** with labels in double braces */
  readonly legend: string;
}

/** The colour applies from this value on: the limit of the alert. */
export interface Threshold {
  readonly value: number;
  readonly color: 'orange' | 'red';
}

interface Common {
  readonly title: string;
  /** what the panel shows, which values are bad, and what to do then */
  readonly description: string | ((scope: Scope) => string);
  /** of 24 */
  readonly width: number;
  readonly height: number;
  /** absent: always */
  readonly isEnabled?: (scope: Scope) => boolean;
}

/** Values over time. */
export interface GraphPanel extends Common {
  readonly kind: 'graph';
  readonly unit: Unit;
  readonly queries: (scope: Scope) => readonly Query[];
  readonly threshold?: (scope: Scope) => number;
  readonly isStacked?: boolean;
  /** mean, maximum and last value in the legend, where the numbers matter */
  readonly showsNumbers?: boolean;
}

/** One number, for this moment. */
export interface StatPanel extends Common {
  readonly kind: 'stat';
  readonly unit: Unit;
  readonly query: (scope: Scope) => Query;
  readonly thresholds: (scope: Scope) => readonly Threshold[];
  /** true: the legend stands beside the number */
  readonly showsName?: boolean;
  /** shown instead of a number when the query has no result */
  readonly ifEmpty: string;
}

export interface Column {
  readonly title: string;
  readonly unit: Unit;
  readonly expr: Expr;
  readonly thresholds?: readonly Threshold[];
}

/** One line per combination of labels, for this moment. */
export interface TablePanel extends Common {
  readonly kind: 'table';
  /** labels with a column, and the title of that column; all others are hidden */
  readonly labels: (scope: Scope) => readonly (readonly [label: string, title: string])[];
  /** the results have no labels but those above */
  readonly columns: (scope: Scope) => readonly Column[];
  /** titles of the columns to sort by, largest values first */
  readonly worstBy: readonly string[];
  /** false: the expression selects the lines, and its value means nothing */
  readonly showsValues?: boolean;
}

export type Panel = GraphPanel | StatPanel | TablePanel;

export interface Row {
  readonly title: string;
  readonly isCollapsed: boolean;
  readonly panels: readonly Panel[];
}

export const GRAPH = { kind: 'graph', width: 8, height: 8 } as const;
export const WIDE_GRAPH = { ...GRAPH, width: 12 } as const;
export const STAT = { kind: 'stat', width: 3, height: 4 } as const;
export const TABLE = { kind: 'table', width: 24, height: 9 } as const;

/** One query with a line per group of labels that the viewer chose. */
export const groupedQuery =
  (expr: (scope: Scope) => Expr): GraphPanel['queries'] =>
  (scope) => [{ expr: expr(scope), legend: scope.legend }];

/** As a threshold: anything above 0. */
export const ANY = 0.000_001;
