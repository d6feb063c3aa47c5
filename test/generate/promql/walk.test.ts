// What an expression selects, and the same expression with other selectors, wherever in it they stand.
import { expect, test } from 'vitest';
import {
  alsoMatching,
  clampMin,
  compare,
  increase,
  labelReplace,
  mapSelectors,
  or,
  plainSelector,
  print,
  selector,
  selectorsOf,
  subquery,
  sum,
} from '../../../src/generate/promql/index.ts';
import { ownMetric } from '../../../src/generate/promql/metric.ts';

const everywhere = or(
  compare(sum(increase(selector(ownMetric('lines_total')), '5m'), ['x']), '>', 2),
  labelReplace(
    subquery('max_over_time', clampMin(plainSelector('a', { y: '1' }), 0), '1d', '5m'),
    'to',
    'from',
    '(.+)',
  ),
);

test('finds the selectors inside of aggregations, operators, functions, ranges and subqueries', () => {
  expect(selectorsOf(everywhere).map(print)).toEqual(['rsyslog_pstat_exporter_lines_total', 'a{y="1"}']);
});

test('changes all selectors and nothing else', () => {
  const chosen = mapSelectors(everywhere, (one) => alsoMatching(one, { node: 'n' }));
  expect(print(chosen)).toBe(
    print(everywhere).replace('lines_total', 'lines_total{node="n"}').replace('y="1"', 'y="1", node="n"'),
  );
  expect(mapSelectors(everywhere, (one) => one)).toEqual(everywhere);
});
