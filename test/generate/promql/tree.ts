// PromQL as its own grammar sees it: what an expression selects, and which functions it puts around that.
import { parser } from '@prometheus-io/lezer-promql';

type Tree = ReturnType<typeof parser.parse>;
type Node = ReturnType<Tree['resolve']>;

export interface Selected {
  readonly metric: string;
  readonly labels: readonly string[];
  /** the texts that labels are compared with, as written: for `=~` a regular expression */
  readonly values: Readonly<Record<string, { readonly op: string; readonly value: string }>>;
  /** of a range selector, the function it is given to; undefined for an instant one */
  readonly rangeFunction: string | undefined;
  readonly window: string | undefined;
}

export interface Piece {
  readonly kind: 'number' | 'matcher' | 'comparison';
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** @returns where the expression cannot be parsed; empty when it can */
export function syntaxErrors(expr: string): readonly string[] {
  const errors: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ type, from }) => {
      if (type.isError) errors.push(`at ${from}: ...${expr.slice(Math.max(0, from - 20), from + 20)}...`);
    },
  });
  return errors;
}

export function selectedBy(expr: string): readonly Selected[] {
  const found: Selected[] = [];
  each(expr, 'VectorSelector', (node) => {
    const text = (of: Node) => expr.slice(of.from, of.to);
    const matrix = node.parent?.name === 'MatrixSelector' ? node.parent : undefined;
    const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
    const part = (of: Node, name: string) => text(of.getChild(name) as Node);
    found.push({
      metric: part(node, 'Identifier'),
      labels: matchers.map((matcher) => part(matcher, 'LabelName')),
      values: Object.fromEntries(
        matchers.map((matcher) => [
          part(matcher, 'LabelName'),
          { op: part(matcher, 'MatchOp'), value: JSON.parse(part(matcher, 'StringLiteral')) as string },
        ]),
      ),
      rangeFunction: matrix && text(callAround(matrix).getChild('FunctionIdentifier') as Node),
      window: matrix && text(matrix.lastChild as Node),
    });
  });
  return found;
}

/** Labels by which the expression aggregates or matches. */
export function groupedBy(expr: string): readonly string[] {
  const labels: string[] = [];
  each(expr, 'GroupingLabels', (node) => {
    labels.push(...node.getChildren('LabelName').map(({ from, to }) => expr.slice(from, to)));
  });
  return labels;
}

/** Labels that the expression makes itself. */
export function labelsMadeBy(expr: string): readonly string[] {
  const labels: string[] = [];
  each(expr, 'LabelReplace', (node) => {
    const body = node.parent?.parent?.getChild('FunctionCallBody');
    const [to] = body?.getChildren('StringLiteral') ?? [];
    if (to) labels.push(JSON.parse(expr.slice(to.from, to.to)) as string);
  });
  return labels;
}

/** What can be changed so that the expression means something else. */
export function piecesOf(expr: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind']) => (node: Node) => {
    pieces.push({ kind, from: node.from, to: node.to, text: expr.slice(node.from, node.to) });
  };
  each(expr, 'NumberDurationLiteral', add('number'));
  each(expr, 'UnquotedLabelMatcher', add('matcher'));
  for (const name of ['Gtr', 'Gte', 'Lss', 'Lte', 'EqlC', 'Neq']) {
    each(expr, name, (node) => (node.parent?.name === 'BinaryExpr' ? add('comparison')(node) : undefined));
  }
  return pieces;
}

function callAround(node: Node): Node {
  let call: Node | null = node;
  while (call && call.name !== 'FunctionCall') call = call.parent;
  if (!call) throw new Error('a range selector outside of a function');
  return call;
}

function each(expr: string, name: string, visit: (node: Node) => void): void {
  parser.parse(expr).iterate({
    enter: (reference) => {
      if (reference.name === name) visit(reference.node);
    },
  });
}
