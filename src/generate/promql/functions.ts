// PromQL's functions, typed by what they may be applied to: rate() takes no gauge, delta() no counter.
import type { Argument, Call, Expr, FunctionName, NumberLiteral, Selector, StringLiteral } from './expr.ts';
import type { SelectorType } from './metric.ts';

export const number = (value: number): NumberLiteral => ({ kind: 'number', value });
const string = (value: string): StringLiteral => ({ kind: 'string', value });
const call = (name: FunctionName, ...args: readonly Argument[]): Call => ({ kind: 'call', name, args });

export interface Range {
  /** a duration, or a variable of the dashboard */
  readonly window: string;
  readonly offset?: string;
}

function over<Type extends SelectorType>(name: FunctionName) {
  return (of: Selector<Type>, range: Range | string): Call =>
    call(name, { kind: 'range', of, ...(typeof range === 'string' ? { window: range } : range) });
}

export const rate = over<'counter'>('rate');
export const increase = over<'counter'>('increase');
export const resets = over<'counter'>('resets');
export const delta = over<'gauge'>('delta');
export const changes = over<SelectorType>('changes');
export const countOverTime = over<SelectorType>('count_over_time');
export const lastOverTime = over<SelectorType>('last_over_time');
export const minOverTime = over<SelectorType>('min_over_time');
export const maxOverTime = over<SelectorType>('max_over_time');
export const avgOverTime = over<'gauge'>('avg_over_time');

type OverSubquery = 'min_over_time' | 'max_over_time' | 'count_over_time';

/** Over what an expression gives when it is evaluated at every step of the window. */
export const subquery = (name: OverSubquery, of: Expr, window: string, step: string, offset?: string): Call =>
  call(name, { kind: 'subquery', of, window, step, ...(offset === undefined ? {} : { offset }) });

/** A value where the expression has none. */
export const absent = (of: Expr): Call => call('absent', of);

/** Seconds since the epoch. */
export const time: Call = call('time');
/** When each value was sampled. */
export const timestamp = (of: Expr): Call => call('timestamp', of);
export const vector = (value: number): Call => call('vector', number(value));
export const clampMin = (of: Expr, least: number): Call => call('clamp_min', of, number(least));
export const clampMax = (of: Expr, most: number): Call => call('clamp_max', of, number(most));

/** Copies a label, or the part of it that the pattern's first bracket catches ($1), to another label. */
export const labelReplace = (of: Expr, to: string, from: string, pattern: string, replacement = '$1'): Call =>
  call('label_replace', of, string(to), string(replacement), string(from), string(pattern));

/** Gives all series the same value of a label. */
export const withLabel = (of: Expr, label: string, value: string): Call =>
  call('label_replace', of, string(label), string(value), string(''), string(''));
