// The share of all messages that the action which forwards is given. Filters decide what is normal.
import { divide, sum, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import type { Over } from './signal.ts';

interface View {
  readonly over: Over;
  /** labels to keep and to match by; absent: all nodes together */
  readonly by?: readonly string[];
  /** what the number of messages goes through: `aboveZero` where the share is drawn */
  readonly guard?: (messages: Expr) => Expr;
}

export function takenShare(selectors: Selectors, { over, by, guard = (messages) => messages }: View): Expr {
  const taken = sum(over(selectors.action('processed')), by);
  const arrived = guard(sum(over(selectors.submitted()), by));
  return divide(taken, arrived, by && { on: by });
}
