// A signal is what an alert judges by: a formula, the window it looks back over, and the limit. It is defined once, for the alert, the
// panel that shows it, the line in that panel, and the recording rule.
import type { Expr, Selector } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Settings } from '../settings/settings.ts';

export interface Signal {
  /** a duration; absent: the formula looks at this moment only */
  readonly window?: (selectors: Selectors) => string;
  /** where the alert fires and the panel has its line */
  readonly limit: (settings: Settings) => number;
  /** further parameters narrow it to what a panel shows */
  readonly expr: (selectors: Selectors, ...view: never[]) => Expr;
}

/** How a counter becomes a number of messages: its rate, or its increase in a window. */
export type Over = (counter: Selector<'counter'>) => Expr;
