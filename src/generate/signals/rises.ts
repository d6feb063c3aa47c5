// Signals of one kind: counters that must not rise beyond the limit within the window.
import { anyOf, compare, increase, type Expr, type Matchers, type Selector } from '../promql/index.ts';
import type { Comparison } from '../promql/expr.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Signal } from './signal.ts';

interface Definition {
  /** a duration; longer when the intervals ask for it */
  readonly window: string;
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
}

export function rises({ window, counters, by, limit = () => 0, comparison = '>' }: Definition): Rises {
  const windowOf = (selectors: Selectors) => selectors.window(window);
  const each = (selectors: Selectors) =>
    counters(selectors).map((counter) => selectors.byNode(increase(counter, windowOf(selectors)), ...by));
  return {
    window: windowOf,
    limit,
    counters,
    expr: (selectors) => anyOf(each(selectors)),
    excess: (selectors) => anyOf(each(selectors).map((rise) => compare(rise, comparison, limit(selectors.settings)))),
  };
}
