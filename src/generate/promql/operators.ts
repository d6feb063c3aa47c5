// PromQL's binary operators. Set operators need the labels by which both sides are matched.
import type { Binary, BinaryOperator, Comparison, Expr, Matching } from './expr.ts';
import { number } from './functions.ts';

function binary(operator: BinaryOperator) {
  return (left: Expr, right: Expr, matching?: Matching): Binary => ({
    kind: 'binary',
    operator,
    left,
    right,
    ...(matching === undefined ? {} : { matching }),
  });
}

export const add = binary('+');
export const subtract = binary('-');
export const multiply = binary('*');
export const divide = binary('/');

type Labels = readonly string[];

export const and = (left: Expr, right: Expr, on: Labels): Binary => binary('and')(left, right, { on });
export const unless = (left: Expr, right: Expr, on: Labels): Binary => binary('unless')(left, right, { on });
export const or = (left: Expr, right: Expr, on?: Labels): Binary => binary('or')(left, right, on && { on });

/** @throws when the list is empty */
export const anyOf = (all: readonly Expr[]): Expr => all.reduce((left, right) => or(left, right));
/** @throws when the list is empty */
export const allOf = (all: readonly Expr[], on: Labels): Expr => all.reduce((left, right) => and(left, right, on));

export function compare(left: Expr, operator: Comparison, right: Expr | number, matching?: Matching): Binary {
  return binary(operator)(left, typeof right === 'number' ? number(right) : right, matching);
}

/** For the lower side of a division that is drawn: without it 0/0 would be drawn as NaN. */
export const aboveZero = (of: Expr): Binary => compare(of, '>', 0);

/** The expression times a constant, or itself when there is nothing to multiply. */
export function scaled(of: Expr, factor: number): Expr {
  if (factor === 1) return of;
  return factor < 1 ? divide(of, number(Math.round(1 / factor))) : multiply(of, number(factor));
}
