// Signals of one kind: counters that must not rise beyond the limit within the window.
import {
  and,
  anyOf,
  compare,
  increase,
  lastOverTime,
  type Expr,
  type Matchers,
  type Selector,
} from '../promql/index.ts';
import type { Comparison } from '../promql/expr.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Signal } from './signal.ts';

interface Definition {
  /** joined by `or`: they must differ in a label */
  readonly counters: (selectors: Selectors, matchers?: Matchers) => readonly Selector<'counter'>[];
  /** labels to keep beside those of the node */
  readonly by: readonly string[];
  /** absent: any rise is beyond it */
  readonly limit?: Signal['limit'];
  readonly comparison?: Comparison;
}

export interface Rises extends Required<Signal> {
  readonly counters: Definition['counters'];
  /** how much the counters have risen within the window */
  readonly expr: (selectors: Selectors) => Expr;
  /** the rises beyond the limit */
  readonly excess: (selectors: Selectors) => Expr;
  /** the counters themselves, of those that rose beyond the limit: what is lost since the start of rsyslogd */
  readonly total: (selectors: Selectors) => Expr;
}

export function rises({ counters, by, limit = () => 0, comparison = '>' }: Definition): Rises {
  const window = (selectors: Selectors) => selectors.recent;
  const rise = (selectors: Selectors, counter: Selector<'counter'>) =>
    selectors.byNode(increase(counter, window(selectors)), ...by);
  const excess = (selectors: Selectors, counter: Selector<'counter'>) =>
    compare(rise(selectors, counter), comparison, limit(selectors.settings));
  const total = (selectors: Selectors, counter: Selector<'counter'>) =>
    and(selectors.byNode(lastOverTime(counter, window(selectors)), ...by), excess(selectors, counter), [
      ...selectors.node,
      ...by,
    ]);
  const each = (of: typeof rise) => (selectors: Selectors) =>
    anyOf(counters(selectors).map((counter) => of(selectors, counter)));
  return { window, limit, counters, expr: each(rise), excess: each(excess), total: each(total) };
}
