// Builds PromQL from functions, so that brackets and functions fit what they are applied to: rate() takes no gauge, delta() no
// counter. Knows no metric names; lines are broken at set operators only.
import type { Metric, MetricType } from './metric.ts';

export interface Expr {
  readonly text: string;
  /** how tightly its outermost operator binds */
  readonly rank: number;
}

/** An instant selector that still knows what it selects. */
export interface Selector<Type extends MetricType = MetricType> extends Expr {
  readonly metric: Metric<Type>;
}

export type Matcher = string | { readonly op: '=~' | '!=' | '!~'; readonly value: string };
export type Matchers = Readonly<Record<string, Matcher>>;

export const re = (value: string): Matcher => ({ op: '=~', value });
export const not = (value: string): Matcher => ({ op: '!=', value });
export const notRe = (value: string): Matcher => ({ op: '!~', value });

/** Quotes a text so that a regular expression matches it alone. */
export function escapeRe(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

const ATOM = 9;
const RANKS = { or: 1, and: 2, unless: 2, compare: 3, '+': 4, '-': 4, '*': 5, '/': 5 } as const;

export function selector<Type extends MetricType>(metric: Metric<Type>, matchers: Matchers = {}): Selector<Type> {
  return { ...plainSelector(metric.name, matchers), metric };
}

/** For what is not in any catalogue, as the series by which the user recognises a node. */
export function plainSelector(name: string, matchers: Matchers): Expr {
  const parts = Object.entries(matchers).map(([label, matcher]) => {
    const { op, value } = typeof matcher === 'string' ? { op: '=', value: matcher } : matcher;
    return `${label}${op}${JSON.stringify(value)}`;
  });
  return { text: parts.length === 0 ? name : `${name}{${parts.join(', ')}}`, rank: ATOM };
}

export const number = (value: number): Expr => ({ text: String(value), rank: ATOM });
export const time: Expr = { text: 'time()', rank: ATOM };

export interface Range {
  /** a duration, or a variable of the dashboard */
  readonly window: string;
  readonly offset?: string;
}

function over<Type extends MetricType>(name: string) {
  return (of: Selector<Type>, range: Range | string): Expr => {
    const { window, offset } = typeof range === 'string' ? { window: range } : range;
    return call(name, { text: `${of.text}[${window}]${offset === undefined ? '' : ` offset ${offset}`}`, rank: ATOM });
  };
}

export const rate = over<'counter'>('rate');
export const increase = over<'counter'>('increase');
export const resets = over<'counter'>('resets');
export const delta = over<'gauge'>('delta');
export const changes = over<MetricType>('changes');
export const countOverTime = over<MetricType>('count_over_time');
export const lastOverTime = over<MetricType>('last_over_time');
export const minOverTime = over<MetricType>('min_over_time');

export function call(name: string, ...parts: readonly (Expr | string)[]): Expr {
  return {
    text: `${name}(${parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : part.text)).join(', ')})`,
    rank: ATOM,
  };
}

type Labels = readonly string[];

function aggregate(name: string) {
  return (of: Expr, by?: Labels): Expr => ({
    text: `${name}${by === undefined ? '' : ` by (${by.join(', ')}) `}(${of.text})`,
    rank: ATOM,
  });
}

export const sum = aggregate('sum');
export const max = aggregate('max');
export const min = aggregate('min');
export const count = aggregate('count');
export const group = aggregate('group');

export const topk = (k: number, of: Expr): Expr => ({ text: `topk(${k}, ${of.text})`, rank: ATOM });

/** Copies a label, or the part of it that the expression's first bracket catches, to another label. */
export function labelReplace(of: Expr, to: string, from: string, pattern: string): Expr {
  return call('label_replace', of, to, '$1', from, pattern);
}

export interface Matching {
  readonly on: Labels;
  /** many on the left to one on the right; with labels to take over from the right */
  readonly groupLeft?: Labels;
}

function binary(operator: string, rank: number, left: Expr, right: Expr, matching?: Matching): Expr {
  const glue = [operator];
  if (matching) glue.push(`on (${matching.on.join(', ')})`);
  if (matching?.groupLeft) glue.push(`group_left (${matching.groupLeft.join(', ')})`);
  const isSet = rank <= RANKS.and;
  const separator = isSet ? '\n' : ' ';
  const inner = wrap(right, right.rank <= rank);
  return { text: `${wrap(left, left.rank < rank)}${separator}${glue.join(' ')} ${inner}`, rank };
}

function wrap({ text }: Expr, isNeeded: boolean): string {
  if (!isNeeded) return text;
  return text.includes('\n') ? `(\n  ${text.replaceAll('\n', '\n  ')}\n)` : `(${text})`;
}

export const add = (left: Expr, right: Expr, matching?: Matching) => binary('+', RANKS['+'], left, right, matching);
export const subtract = (left: Expr, right: Expr, matching?: Matching) =>
  binary('-', RANKS['-'], left, right, matching);
export const multiply = (left: Expr, right: Expr, matching?: Matching) =>
  binary('*', RANKS['*'], left, right, matching);
export const divide = (left: Expr, right: Expr, matching?: Matching) => binary('/', RANKS['/'], left, right, matching);
export const and = (left: Expr, right: Expr, on: Labels) => binary('and', RANKS.and, left, right, { on });
export const unless = (left: Expr, right: Expr, on: Labels) => binary('unless', RANKS.unless, left, right, { on });
export const or = (left: Expr, right: Expr, on?: Labels) => binary('or', RANKS.or, left, right, on && { on });

/** The expression evaluated again and again over a window. */
export function subquery(name: string, of: Expr, window: string, step: string): Expr {
  const inner = of.rank === ATOM ? of.text : `(${of.text})`;
  return call(name, { text: `${inner}[${window}:${step}]`, rank: ATOM });
}

export type Comparison = '>' | '>=' | '<' | '<=' | '==' | '!=';

export function compare(left: Expr, operator: Comparison, right: Expr | number, matching?: Matching): Expr {
  return binary(operator, RANKS.compare, left, typeof right === 'number' ? number(right) : right, matching);
}

/** The expression times a constant, or itself when there is nothing to multiply. */
export function scaled(of: Expr, factor: number): Expr {
  if (factor === 1) return of;
  return factor < 1 ? divide(of, number(Math.round(1 / factor))) : multiply(of, number(factor));
}
