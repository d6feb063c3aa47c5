// Trees as text: brackets where the grammar of Prometheus needs them, and nowhere else; matchers, ranges and labels as written.
import { parser } from '@prometheus-io/lezer-promql';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  ago,
  alsoMatching,
  and,
  anyOf,
  compare,
  delta,
  divide,
  increase,
  labelReplace,
  multiply,
  not,
  notRe,
  number,
  or,
  plainSelector,
  print,
  rate,
  re,
  scaled,
  selector,
  subquery,
  subtract,
  sum,
  time,
  timestamp,
  topk,
  unless,
  type Expr,
} from '../../../src/generate/promql/index.ts';
import { ownMetric } from '../../../src/generate/promql/metric.ts';
import type { Binary } from '../../../src/generate/promql/expr.ts';

const [a, b, c] = [plainSelector('a'), plainSelector('b'), plainSelector('c')] as const;
const counter = selector(ownMetric('lines_total'));
const gauge = selector(ownMetric('series'));
const LINES = 'rsyslog_pstat_exporter_lines_total';

test.each<[string, Expr, string]>([
  ['a name alone', a, 'a'],
  [
    'matchers in their order, with quotes escaped',
    plainSelector('a', { x: 'one', y: re('t"wo'), z: not(''), w: notRe(String.raw`\d`) }),
    String.raw`a{x="one", y=~"t\"wo", z!="", w!~"\\d"}`,
  ],
  [
    'two matchers of one label',
    alsoMatching(plainSelector('a', { x: re('o.*') }), { x: not('o') }),
    'a{x=~"o.*", x!="o"}',
  ],
  ['a window', rate(counter, '5m'), `rate(${LINES}[5m])`],
  ['a window of the dashboard', rate(counter, '$__rate_interval'), `rate(${LINES}[$__rate_interval])`],
  ['an offset', increase(counter, { window: '5m', offset: '1h' }), `increase(${LINES}[5m] offset 1h)`],
  ['a value of some time ago', ago(plainSelector('a', { x: '1' }), '5m'), 'a{x="1"} offset 5m'],
  [
    'a subquery of some time ago',
    subquery('count_over_time', a, '1h', '1m', '1d'),
    'count_over_time(a[1h:1m] offset 1d)',
  ],
  [
    'a label made of another',
    labelReplace(a, 'to', 'from', '(.+)', '$1 queue'),
    'label_replace(a, "to", "$1 queue", "from", "(.+)")',
  ],
  ['a matcher that is there already', alsoMatching(plainSelector('a', { x: not('o') }), { x: not('o') }), 'a{x!="o"}'],
  ['labels to keep', sum(a, ['x', 'y']), 'sum by (x, y) (a)'],
  ['no labels to keep', sum(a), 'sum(a)'],
  ['a parameter', topk(3, a), 'topk(3, a)'],
  ['a function without arguments', subtract(time, a), 'time() - a'],
  [
    'texts as arguments',
    labelReplace(a, 'to', 'from', '(.+)"'),
    String.raw`label_replace(a, "to", "$1", "from", "(.+)\"")`,
  ],
  [
    'a subquery of a function',
    subquery('max_over_time', timestamp(a), '1d', '5m'),
    'max_over_time(timestamp(a)[1d:5m])',
  ],
  ['a subquery of an operator', subquery('min_over_time', add(a, b), '1d', '5m'), 'min_over_time((a + b)[1d:5m])'],
  ['labels to match by', divide(a, b, { on: ['x', 'y'] }), 'a / on (x, y) b'],
  ['many to one', multiply(a, b, { on: [], groupLeft: ['x'] }), 'a * on () group_left (x) b'],
  ['weaker operators inside of stronger ones', multiply(add(a, b), compare(c, '>', 0)), '(a + b) * (c > 0)'],
  ['one rank from the left', subtract(subtract(a, b), subtract(b, c)), 'a - b - (b - c)'],
  ['set operators on separate lines', or(and(a, b, ['x']), c), 'a\nand on (x) b\nor c'],
  ['a set operator in brackets', compare(unless(a, b, ['x']), '>', 0), '(\n  a\n  unless on (x) b\n) > 0'],
  ['a chain', anyOf([a, b, c]), 'a\nor b\nor c'],
  ['a factor below one', scaled(a, 1 / 1000), 'a / 1000'],
  ['a factor of one', scaled(a, 1), 'a'],
])('prints %s', (_, expr, text) => expect(print(expr)).toBe(text));

test('functions of counters take no gauges, and the other way round', () => {
  // @ts-expect-error a gauge
  rate(gauge, '5m');
  // @ts-expect-error a counter
  delta(counter, '5m');
  // @ts-expect-error of no type that is known
  rate(a, '5m');
});

describe('the grammar of Prometheus', () => {
  const operators = ['+', '-', '*', '/', '>', '<=', '==', 'and', 'or', 'unless'] as const;
  const { tree } = fc.letrec<{ tree: Expr; binary: Binary }>((tie) => ({
    tree: fc.oneof({ depthSize: 'medium' }, fc.constantFrom<Expr>(a, b, sum(c, ['x']), number(2)), tie('binary')),
    binary: fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom(...operators),
      left: tie('tree'),
      right: tie('tree'),
    }),
  }));

  test('reads each text as the tree that was printed', () => {
    fc.assert(
      fc.property(tree, (expr) => {
        expect(shapeOfText(print(expr))).toBe(shapeOf(expr));
      }),
    );
  });
});

const shapeOf = (expr: Expr): string =>
  expr.kind === 'binary' ? `[${shapeOf(expr.left)} ${expr.operator} ${shapeOf(expr.right)}]` : print(expr);

function shapeOfText(text: string): string {
  type Node = ReturnType<ReturnType<typeof parser.parse>['resolve']>;
  const read = (node: Node): string => {
    const [first, second, last] = [node.firstChild, node.firstChild?.nextSibling, node.lastChild] as [Node, Node, Node];
    if (node.name === 'PromQL' || node.name === 'ParenExpr') return read(first);
    if (node.name !== 'BinaryExpr') return text.slice(node.from, node.to);
    return `[${read(first)} ${text.slice(second.from, second.to).toLowerCase()} ${read(last)}]`;
  };
  return read(parser.parse(text).topNode);
}
