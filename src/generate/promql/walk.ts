// Ways through a tree: what an expression selects, and the same expression with other selectors.
import type { Argument, Expr, VectorSelector } from './expr.ts';

/** All selectors, from the left to the right; a metric that is used twice comes twice. */
export function selectorsOf(node: Argument): readonly VectorSelector[] {
  switch (node.kind) {
    case 'number':
    case 'string':
      return [];
    case 'selector':
      return [node];
    case 'range':
    case 'subquery':
    case 'aggregation':
      return selectorsOf(node.of);
    case 'call':
      return node.args.flatMap(selectorsOf);
    case 'binary':
      return [...selectorsOf(node.left), ...selectorsOf(node.right)];
  }
}

type Change = (selector: VectorSelector) => VectorSelector;

/** The expression with each selector, inside of ranges as well, replaced by what `change` makes of it. */
export function mapSelectors(expr: Expr, change: Change): Expr {
  switch (expr.kind) {
    case 'number':
      return expr;
    case 'selector':
      return change(expr);
    case 'aggregation':
      return { ...expr, of: mapSelectors(expr.of, change) };
    case 'call':
      return { ...expr, args: expr.args.map((argument) => mapArgument(argument, change)) };
    case 'binary':
      return { ...expr, left: mapSelectors(expr.left, change), right: mapSelectors(expr.right, change) };
  }
}

function mapArgument(argument: Argument, change: Change): Argument {
  switch (argument.kind) {
    case 'string':
      return argument;
    case 'range':
      return { ...argument, of: change(argument.of) };
    case 'subquery':
      return { ...argument, of: mapSelectors(argument.of, change) };
    default:
      return mapSelectors(argument, change);
  }
}
