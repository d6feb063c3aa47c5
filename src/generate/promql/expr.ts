// PromQL as a tree: the nodes that rules and panels are made of. Nothing in it has to be parsed; durations are texts as Prometheus
// writes them, and a window or a label may be a variable of the dashboard. Builders are in functions.ts, aggregations.ts, operators.ts.
import type { Metric, SelectorType } from './metric.ts';

/** What has a value at one time for each series, or one value for all. */
export type Expr = NumberLiteral | VectorSelector | Call | Aggregation | Binary;

/** What has several values for each series: functions over time take it. */
export type RangeVector = RangeSelector | Subquery;

export type Argument = Expr | RangeVector | StringLiteral;

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
}

export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
}

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export interface VectorSelector {
  readonly kind: 'selector';
  readonly name: string;
  /** all must match; a label may have several */
  readonly matchers: readonly Matcher[];
  /** a duration: the value of that long ago */
  readonly offset?: string;
}

/** One whose metric is known. */
export interface Selector<Type extends SelectorType = SelectorType> extends VectorSelector {
  readonly metric: Metric<Type>;
}

export interface RangeSelector {
  readonly kind: 'range';
  readonly of: VectorSelector;
  readonly window: string;
  readonly offset?: string;
}

/** An expression evaluated at every `step` of the window. */
export interface Subquery {
  readonly kind: 'subquery';
  readonly of: Expr;
  readonly window: string;
  readonly step: string;
  readonly offset?: string;
}

export type FunctionName =
  | 'rate'
  | 'increase'
  | 'resets'
  | 'delta'
  | 'changes'
  | 'count_over_time'
  | 'last_over_time'
  | 'avg_over_time'
  | 'min_over_time'
  | 'max_over_time'
  | 'absent'
  | 'label_replace'
  | 'clamp_min'
  | 'clamp_max'
  | 'timestamp'
  | 'vector'
  | 'time';

export interface Call {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly args: readonly Argument[];
}

export interface Aggregation {
  readonly kind: 'aggregation';
  readonly operator: 'sum' | 'max' | 'min' | 'count' | 'group' | 'topk';
  /** of topk: how many */
  readonly parameter?: number;
  readonly of: Expr;
  /** labels that are kept */
  readonly by: readonly string[];
}

export type Comparison = '>' | '>=' | '<' | '<=' | '==' | '!=';
export type SetOperator = 'and' | 'or' | 'unless';
export type BinaryOperator = '+' | '-' | '*' | '/' | Comparison | SetOperator;

export interface Matching {
  /** labels that both sides must share */
  readonly on: readonly string[];
  /** many on the left to one on the right; with labels to take over from the right */
  readonly groupLeft?: readonly string[];
}

/** A comparison keeps the values of the left side for which it is true. */
export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  /** absent: all labels must be equal */
  readonly matching?: Matching;
}
