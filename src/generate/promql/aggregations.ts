// PromQL's aggregations. Without labels to keep one value is left.
import type { Aggregation, Expr } from './expr.ts';

function aggregate(operator: Aggregation['operator']) {
  return (of: Expr, by: readonly string[] = []): Aggregation => ({
    kind: 'aggregation',
    operator,
    of,
    by,
  });
}

export const sum = aggregate('sum');
export const max = aggregate('max');
export const min = aggregate('min');
export const count = aggregate('count');
export const group = aggregate('group');

export const topk = (parameter: number, of: Expr): Aggregation => ({ ...aggregate('topk')(of), parameter });
