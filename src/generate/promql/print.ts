// A tree as the text that Prometheus reads: brackets only where they are needed, lines broken at set operators only.
import type { Aggregation, Argument, Binary, BinaryOperator, Expr, VectorSelector } from './expr.ts';

/** How tightly an operator binds. */
const RANKS: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '>': 3,
  '>=': 3,
  '<': 3,
  '<=': 3,
  '==': 3,
  '!=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
};
const BINDS_TIGHTEST = 9;

const rankOf = (node: Expr): number => (node.kind === 'binary' ? RANKS[node.operator] : BINDS_TIGHTEST);

export function print(node: Argument): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'string':
      return JSON.stringify(node.value);
    case 'selector':
      return printSelector(node);
    case 'range':
      return `${print(node.of)}[${node.window}]${printOffset(node)}`;
    case 'subquery':
      return `${node.of.kind === 'binary' ? `(${print(node.of)})` : print(node.of)}[${node.window}:${node.step}]${printOffset(node)}`;
    case 'call':
      return `${node.name}(${node.args.map(print).join(', ')})`;
    case 'aggregation':
      return printAggregation(node);
    case 'binary':
      return printBinary(node);
  }
}

const printOffset = ({ offset }: { readonly offset?: string }): string =>
  offset === undefined ? '' : ` offset ${offset}`;

function printSelector({ name, matchers, ...rest }: VectorSelector): string {
  const parts = matchers.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`);
  return `${name}${parts.length === 0 ? '' : `{${parts.join(', ')}}`}${printOffset(rest)}`;
}

function printAggregation({ operator, parameter, of, by }: Aggregation): string {
  const labels = by.length === 0 ? '' : ` by (${by.join(', ')}) `;
  return `${operator}${labels}(${parameter === undefined ? '' : `${parameter}, `}${print(of)})`;
}

function printBinary({ operator, left, right, matching }: Binary): string {
  const rank = RANKS[operator];
  const separator = rank <= RANKS.and ? '\n' : ' ';
  const glue: string[] = [operator];
  if (matching) glue.push(`on (${matching.on.join(', ')})`);
  if (matching?.groupLeft) glue.push(`group_left (${matching.groupLeft.join(', ')})`);
  // Operators of one rank are read from the left.
  const before = operand(left, rankOf(left) < rank);
  return `${before}${separator}${glue.join(' ')} ${operand(right, rankOf(right) <= rank)}`;
}

function operand(node: Expr, needsBrackets: boolean): string {
  const text = print(node);
  if (!needsBrackets) return text;
  return text.includes('\n') ? `(\n  ${text.replaceAll('\n', '\n  ')}\n)` : `(${text})`;
}
