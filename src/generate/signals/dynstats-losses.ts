// Increments of dynstats that are lost for other reasons than a full bucket.
import { anyOf, withLabel, type Expr } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { rises } from './rises.ts';

const counters = [
  ['ops_ignored', '<bucket>.ops_ignored'],
  ['no_metric', '<bucket>.no_metric'],
] as const;

const losses = counters.map(([reason, counter]) => ({
  reason,
  lost: rises({ counters: (selectors) => [selectors.counter('dynstats', counter)], by: ['name'] }),
}));

/** Since the start of rsyslogd, by node, `name` and `reason`. */
export const dynstatsLosses = (selectors: Selectors): Expr =>
  anyOf(losses.map(({ reason, lost }) => withLabel(lost.total(selectors), 'reason', reason)));
