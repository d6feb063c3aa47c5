// The shape of a panel: data from which the dashboards of all products are rendered. Knows no product and no JSON.
import type { Expr } from '../../promql/index.ts';
import type { Scope } from './scope.ts';

/** cps: messages per second; percentunit: shares, where 1 is all. Names are those of Plutono 7.5 and of Grafana. */
export type Unit = 'cps' | 'percentunit' | 's' | 'bytes' | 'Bps' | 'short';

export interface Query {
  readonly expr: Expr;
  /** with labels in double braces */
  readonly legend: string;
}

/** From this value on the colour holds; it is the number at which the alert fires. */
export interface Threshold {
  readonly value: number;
  readonly color: 'orange' | 'red';
}

interface Common {
  readonly title: string;
  /** what is shown, what is bad, and what to do then */
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

/** One number that holds now. */
export interface StatPanel extends Common {
  readonly kind: 'stat';
  readonly unit: Unit;
  readonly query: (scope: Scope) => Query;
  readonly thresholds: (scope: Scope) => readonly Threshold[];
  /** the legend is shown beside the number */
  readonly showsName?: boolean;
  /** instead of a number, when the query finds nothing */
  readonly ifEmpty: string;
}

export interface Column {
  readonly title: string;
  readonly unit: Unit;
  readonly expr: Expr;
  readonly thresholds?: readonly Threshold[];
}

/** One line per combination of labels, as it is now. */
export interface TablePanel extends Common {
  readonly kind: 'table';
  /** labels that get a column, with the title of that column; all others are hidden */
  readonly labels: (scope: Scope) => readonly (readonly [label: string, title: string])[];
  /** the expressions give no other labels than those above */
  readonly columns: (scope: Scope) => readonly Column[];
  /** titles of columns, largest first */
  readonly worstBy: readonly string[];
  /** false: the expression says which lines there are, its value says nothing */
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

/** As a threshold: anything above nothing. */
export const ANY = 0.000_001;
