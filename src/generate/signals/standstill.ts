// Whether the statistics of a node change at all: old ones that are served for ever say nothing about its queues and actions.
import { ago, and, anyOf, changes, compare, max, unless, type Expr } from '../promql/index.ts';
import type { Comparison } from '../promql/expr.ts';
import type { Selectors } from '../promql/selectors.ts';
import { duration } from '../settings/duration.ts';
import { recordedSignal } from './recorded.ts';
import { sameFor } from './report-age.ts';

type Usage = 'utime' | 'stime' | 'nvcsw';

/**
 * The nodes whose CPU time and context switches are those of that long ago. Switches change with each report, CPU time not always; an
 * older exporter may lack the switches.
 */
export function isFrozen(selectors: Selectors, seconds: number): Expr {
  const against = (counter: Usage, operator: Comparison): Expr => {
    const usage = selectors.counter('impstats', counter);
    const before = max(ago(usage, duration(seconds)), selectors.node);
    return compare(max(usage, selectors.node), operator, before, { on: selectors.node });
  };
  const on = selectors.node;
  return unless(and(against('utime', '=='), against('stime', '=='), on), against('nvcsw', '!='), on);
}

/** Recorded for the alerts about queues. A gap in scrapes is no standstill. */
export const frozen = recordedSignal('statistics:frozen', {
  pack: 'delivery',
  labels: (selectors) => selectors.node,
  expr: (selectors) => isFrozen(selectors, sameFor(selectors)),
});

/** What holds on nodes whose statistics are not frozen. */
export const unlessFrozen = (selectors: Selectors, expr: Expr): Expr =>
  unless(expr, frozen.recorded(selectors), selectors.node);

/** The nodes from which reports came within the window. */
export function isReporting(selectors: Selectors, window: string): Expr {
  const usages: readonly Usage[] = ['nvcsw', 'utime', 'stime'];
  const moves = (counter: Usage) => changes(selectors.counter('impstats', counter), window);
  return anyOf(usages.map((counter) => compare(max(moves(counter), selectors.node), '>', 0)));
}
