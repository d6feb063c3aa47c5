// The door of the room: everything that builds, prints and walks expressions.
export type { Expr, Selector, VectorSelector } from './expr.ts';
export * from './matchers.ts';
export * from './functions.ts';
export * from './aggregations.ts';
export * from './operators.ts';
export * from './print.ts';
export * from './walk.ts';
