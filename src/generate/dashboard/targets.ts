// The queries of a panel as targets, which are the same for both products.
import { print } from '../promql/index.ts';
import type { Column, Query } from './panels/panel.ts';
import type { Scope } from './panels/scope.ts';

const FIRST_LETTER = 0x41;

/** A, B, C, ...: the products identify the queries of a panel by letters. */
export const refId = (index: number): string => String.fromCodePoint(FIRST_LETTER + index);

/** `interval` makes `$__rate_interval` span at least four samples. */
export function graphTargets(queries: readonly Query[], { interval }: Scope): readonly object[] {
  return queries.map(({ expr, legend }, index) => ({
    expr: print(expr),
    format: 'time_series',
    interval,
    intervalFactor: 1,
    legendFormat: legend,
    refId: refId(index),
  }));
}

/** An instant query: over a range of a week the last value would be a mean of hours. */
export function statTarget({ expr, legend }: Query, { interval }: Scope): object {
  return { expr: print(expr), format: 'time_series', instant: true, interval, legendFormat: legend, refId: 'A' };
}

export function tableTargets(columns: readonly Column[], { interval }: Scope): readonly object[] {
  return columns.map(({ expr }, index) => ({
    expr: print(expr),
    format: 'table',
    instant: true,
    interval,
    legendFormat: '',
    refId: refId(index),
  }));
}
