// The strict reader has to refuse what a real reader would refuse, or the tests that use it prove nothing.
import { describe, expect, test } from 'vitest';
import { parseExposition } from './exposition.ts';

const good = `# a remark
# HELP t_total Lines\\nwith \\\\ and "quotes"
# TYPE t_total counter
t_total{name="a \\"b\\" \\\\ \\n",origin="o"} 18446744073709551615
t_total 1.5e3

# TYPE h histogram
h_bucket{le="+Inf"} 1
h_sum 2
h_count 1
bare NaN
`;

test('families with type, help, samples and all digits', () => {
  const families = parseExposition(good);
  expect([...families.keys()]).toEqual(['t_total', 'h', 'bare']);
  expect(families.get('t_total')).toEqual({
    name: 't_total',
    type: 'counter',
    help: 'Lines\nwith \\ and "quotes"',
    samples: [
      {
        name: 't_total',
        labels: new Map([
          ['name', 'a "b" \\ \n'],
          ['origin', 'o'],
        ]),
        value: '18446744073709551615',
      },
      { name: 't_total', labels: new Map(), value: '1.5e3' },
    ],
  });
  expect(families.get('h')?.samples.map(({ name }) => name)).toEqual(['h_bucket', 'h_sum', 'h_count']);
  expect(families.get('bare')).toMatchObject({ type: undefined, help: undefined });
});

test('an empty text has no families', () => {
  expect(parseExposition('').size).toBe(0);
});

describe('refuses', () => {
  test.each([
    ['a missing final newline', 'a 1', 'newline'],
    ['the same series twice', 'a{x="1",y="2"} 1\na{y="2",x="1"} 2\n', 'same series twice'],
    ['a bad escape in a label', 'a{x="\\t"} 1\n', 'a bad label'],
    ['a raw quote in a label', 'a{x="b"c"} 1\n', 'no comma'],
    ['a raw newline in a label', 'a{x="b\nc"} 1\n', 'a bad label'],
    ['a bad escape in a help', '# HELP a \\q\na 1\n', 'bad escape'],
    ['TYPE after samples', 'a 1\n# TYPE a counter\n', 'TYPE after samples'],
    ['HELP after samples', 'a 1\n# HELP a text\n', 'HELP after samples'],
    ['a second TYPE', '# TYPE a counter\n# TYPE a counter\n', 'a second TYPE'],
    ['an unknown type', '# TYPE a info\n', 'unknown type'],
    ['a timestamp', 'a 1 1700000000000\n', 'a timestamp'],
    ['a value that is no number', 'a one\n', 'not a number'],
    ['a missing value', 'a{x="1"}\n', 'no space'],
    ['a dot in a name', 'a.b 1\n', 'no space'],
    ['a bad label name', 'a{x.y="1"} 1\n', 'a bad label'],
    ['a label twice', 'a{x="1",x="2"} 1\n', 'twice'],
    ['a quantile outside of a summary', '# TYPE a gauge\na{quantile="0.5"} 1\n', 'quantile is the label'],
    ['a value of a summary without quantile', '# TYPE a summary\na 1\n', 'quantile is the label'],
    ['samples that are not in one group', 'a 1\nb 1\na{x="1"} 1\n', 'not in one group'],
  ])('%s', (_, text, message) => {
    expect(() => parseExposition(text)).toThrow(message);
  });

  test('naming the line', () => {
    expect(() => parseExposition('a 1\nb x\n')).toThrow('line 2: not a number: b x');
  });
});
